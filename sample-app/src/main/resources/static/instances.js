// The instances of the application, and how to call them.

const REACHED = 250;
const NOT_REACHED = 2000;
const TIMEOUT = 30000;

export class Instance {

	constructor(port, mark) {
		this.port = port;
		this.mark = mark;
		this.url = `${location.protocol}//${location.hostname}:${port}`;
		this.name = `localhost:${port}`;
		this.own = port === ownPort();
		this.runs = false;
		this.locks = [];
		this.seenAt = 0;
		this.lastWait = 0;
	}

	get(path) {
		return this.#send("GET", path);
	}

	post(path, form = {}) {
		return this.#send("POST", path, new URLSearchParams(form));
	}

	put(path, form) {
		return this.#send("PUT", path, new URLSearchParams(form));
	}

	// Asks for the locks over and over, and tells of every answer or that there is none.
	async follow(onChange) {
		for (;;) {
			const waits = document.hidden ? [] : await this.#look();
			onChange(this, waits);
			await new Promise((resume) => setTimeout(resume, this.runs ? REACHED : NOT_REACHED));
		}
	}

	async #look() {
		try {
			const seen = await this.get(`/locks?after=${this.lastWait}`);
			this.seenAt = performance.now();
			this.runs = true;
			this.name = seen.instance;
			this.locks = seen.locks;
			this.lastWait = seen.waits.at(-1)?.number ?? this.lastWait;
			return seen.waits.map((wait) => ({ ...wait, instance: this, endedAt: this.seenAt - wait.agoMillis }));
		}
		catch {
			this.runs = false;
			this.locks = [];
			return [];
		}
	}

	async #send(method, path, body) {
		const answer = await fetch(this.url + path, { method, body, signal: AbortSignal.timeout(TIMEOUT) });
		const text = await answer.text();
		const content = text ? JSON.parse(text) : null;
		if (!answer.ok) {
			throw new Error(content?.detail ?? `${this.name} answered ${answer.status}`);
		}
		return content;
	}

}

// Those that may run, in the order in which the configuration names them, this page's own among them.
export async function findInstances() {
	const { ports } = await (await fetch("/locks")).json();
	return [...new Set([...ports.map(String), ownPort()])]
		.map((port, index) => new Instance(port, String.fromCharCode(65 + index)));
}

function ownPort() {
	return location.port || (location.protocol === "https:" ? "443" : "80");
}

// The given number of calls, dealt to the instances that run, all at once.
export function together(instances, count, call) {
	const running = instances.filter((instance) => instance.runs);
	return Promise.all(Array.from({ length: count }, (_, number) => call(running[number % running.length], number)));
}
