SwaggerUIBundle({ url: "/openapi.yaml", dom_id: "#reader", validatorUrl: null });
