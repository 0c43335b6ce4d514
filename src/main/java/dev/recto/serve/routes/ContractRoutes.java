package dev.recto.serve.routes;

import dev.recto.serve.Problem;
import dev.recto.serve.access.OpenRoute;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /openapi.yaml}: the contract as it was built in, and {@code /docs}: Swagger UI, which shows it. */
public final class ContractRoutes {
    private static final String SWAGGER = "/META-INF/resources/webjars/swagger-ui/5.30.2/";
    private static final Map<String, String> FILES = Map.of(
            "swagger-ui.css", "text/css; charset=utf-8",
            "swagger-ui-bundle.js", "text/javascript; charset=utf-8",
            "favicon-32x32.png", "image/png");

    /** Adds the routes. */
    public void register(RoutesConfig routes) {
        routes.get("/openapi.yaml", ContractRoutes::contract, OpenRoute.ANY_VISITOR);
        routes.get("/docs", ContractRoutes::reader, OpenRoute.ANY_VISITOR);
        routes.get("/docs/{file}", ContractRoutes::file, OpenRoute.ANY_VISITOR);
    }

    private static void contract(Context context) throws IOException {
        Parameters.only(context);
        send(context, "application/yaml; charset=utf-8", "/dev/recto/serve/openapi.yaml");
    }

    private static void reader(Context context) throws IOException {
        Parameters.only(context);
        send(context, "text/html; charset=utf-8", "/dev/recto/serve/docs.html");
    }

    private static void file(Context context) throws IOException {
        Parameters.only(context);
        String name = context.pathParam("file");
        if (name.equals("docs.js")) {
            send(context, "text/javascript; charset=utf-8", "/dev/recto/serve/docs.js");
            return;
        }
        String type = FILES.get(name);
        if (type == null) {
            throw Problem.notFound().exception();
        }
        send(context, type, SWAGGER + name);
    }

    private static void send(Context context, String type, String resource) throws IOException {
        try (@Nullable InputStream in = ContractRoutes.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + resource);
            }
            context.contentType(type).result(in.readAllBytes());
        }
    }
}
