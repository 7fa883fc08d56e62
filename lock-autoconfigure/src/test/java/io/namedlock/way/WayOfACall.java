package io.namedlock.way;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.IncompatibleThreadStateException;
import com.sun.jdi.Location;
import com.sun.jdi.StackFrame;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.LaunchingConnector;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.event.MethodEntryEvent;
import com.sun.jdi.event.VMDisconnectEvent;
import com.sun.jdi.event.VMStartEvent;
import com.sun.jdi.request.ClassPrepareRequest;
import com.sun.jdi.request.EventRequest;
import com.sun.jdi.request.MethodEntryRequest;
import io.namedlock.test.TestDatabase;

/**
 * Runs a {@link TracedApplication} and looks at it as a debugger does.
 */
final class WayOfACall {

	private static final String LIBRARY = "io.namedlock.";

	private static final String APPLICATION = TracedApplication.class.getName();

	private final Way acquire = new Way();

	private final Way held = new Way();

	private final Way release = new Way();

	private boolean traced;

	/**
	 * From the call of the annotated method to the first statement that the driver is
	 * given.
	 */
	Way acquire() {
		return this.acquire;
	}

	/**
	 * From {@code LockHandle.isHeld()} to where it is found out.
	 */
	Way held() {
		return this.held;
	}

	/**
	 * From the end of the method's body to the next statement that the driver is given.
	 */
	Way release() {
		return this.release;
	}

	/**
	 * Runs the application to its end.
	 */
	void run(TestDatabase database) throws Exception {
		VirtualMachine machine = launch(database);
		drain(machine.process().getInputStream());
		drain(machine.process().getErrorStream());
		ClassPrepareRequest prepare = machine.eventRequestManager().createClassPrepareRequest();
		prepare.addClassFilter(APPLICATION);
		prepare.enable();
		boolean connected = true;
		while (connected) {
			EventSet events = machine.eventQueue().remove();
			for (Event event : events) {
				connected &= !(event instanceof VMDisconnectEvent);
				handle(machine, event);
			}
			events.resume();
		}
	}

	private void handle(VirtualMachine machine, Event event) throws Exception {
		if (event instanceof ClassPrepareEvent prepared) {
			Location trace = prepared.referenceType().methodsByName("trace").get(0).location();
			machine.eventRequestManager().createBreakpointRequest(trace).enable();
		}
		else if (event instanceof BreakpointEvent reached) {
			MethodEntryRequest entries = machine.eventRequestManager().createMethodEntryRequest();
			entries.addThreadFilter(reached.thread());
			entries.addClassFilter(LIBRARY + "*");
			entries.setSuspendPolicy(EventRequest.SUSPEND_EVENT_THREAD);
			entries.enable();
			this.traced = true;
		}
		else if (event instanceof MethodEntryEvent entered) {
			enter(entered.method().declaringType().name(), entered.method().name(), entered.thread());
		}
		else if (event instanceof VMStartEvent) {
			this.traced = false;
		}
	}

	private void enter(String type, String method, ThreadReference thread) throws IncompatibleThreadStateException {
		if (!type.startsWith(APPLICATION)) {
			this.acquire.enter(topLevel(type));
			this.release.enter(topLevel(type));
			enterHeld(thread);
			return;
		}
		switch (method) {
			case "callBegins" -> this.acquire.begin();
			case "asksWhetherItIsHeld" -> this.held.begin();
			case "bodyEnds" -> {
				this.held.end(List.of());
				this.release.begin();
			}
			case "driverIsAsked" -> {
				this.acquire.end(frames(thread));
				this.release.end(frames(thread));
			}
			default -> {
			}
		}
	}

	/**
	 * Keeps the deepest stack: there it is found out.
	 */
	private void enterHeld(ThreadReference thread) throws IncompatibleThreadStateException {
		if (this.held.isOpen()) {
			List<String> frames = frames(thread);
			List<String> inner = frames.subList(frames.lastIndexOf("io.namedlock.CurrentLock#isHeld"), frames.size());
			if (inner.size() > this.held.frames().size()) {
				this.held.frames().clear();
				this.held.frames().addAll(inner);
			}
		}
	}

	private static List<String> frames(ThreadReference thread) throws IncompatibleThreadStateException {
		List<String> frames = new ArrayList<>();
		for (StackFrame frame : thread.frames()) {
			String type = frame.location().declaringType().name();
			if (type.startsWith(LIBRARY) && !type.startsWith(APPLICATION)) {
				frames.add(0, topLevel(type) + "#" + frame.location().method().name());
			}
		}
		return frames;
	}

	private static String topLevel(String type) {
		int nested = type.indexOf('$');
		return (nested < 0) ? type : type.substring(0, nested);
	}

	private static VirtualMachine launch(TestDatabase database) throws Exception {
		LaunchingConnector connector = Bootstrap.virtualMachineManager().defaultConnector();
		Map<String, Connector.Argument> arguments = connector.defaultArguments();
		arguments.get("main").setValue(APPLICATION + " " + quoted(database.address()));
		arguments.get("options").setValue("-cp \"" + System.getProperty("java.class.path") + "\"");
		return connector.launch(arguments);
	}

	private static String quoted(List<String> words) {
		return "\"" + String.join("\" \"", words) + "\"";
	}

	/**
	 * A process whose output nobody reads stops.
	 */
	private static void drain(InputStream stream) {
		Thread reader = new Thread(() -> {
			try {
				stream.transferTo(System.out);
			}
			catch (IOException ex) {
				// the process has ended
			}
		});
		reader.setDaemon(true);
		reader.start();
	}

}
