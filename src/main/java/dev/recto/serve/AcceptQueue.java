package dev.recto.serve;

import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;

/** Sets how many connections of a server may wait to be accepted, before it listens. */
final class AcceptQueue implements LifeCycle.Listener {
    /** The JDK's 50 are fewer than come at once, and what is past them the system drops; no system holds more than its own bound. */
    private static final int MOST = 4_096;

    @Override
    public void lifeCycleStarting(LifeCycle server) {
        for (Connector connector : ((Server) server).getConnectors()) {
            if (connector instanceof ServerConnector socket) {
                socket.setAcceptQueueSize(MOST);
            }
        }
    }
}
