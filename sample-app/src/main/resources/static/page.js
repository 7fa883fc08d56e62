// Puts the page together: every instance is asked for its locks, this one for the tickets too.

import { prepareButtons } from "./cases.js";
import { findInstances } from "./instances.js";
import { showLocks } from "./locks.js";
import { followSales, showLegend } from "./tickets.js";
import { addWaits, drawWaits } from "./waits.js";

const instances = await findInstances();
const own = instances.find((instance) => instance.own);
prepareButtons(own, instances);
drawWaits();
new ResizeObserver(drawWaits).observe(document.getElementById("waits"));

followSales(own, instances);
for (const instance of instances) {
	instance.follow((_, waits) => {
		showLegend(instances);
		showLocks(instances);
		addWaits(waits);
	});
}
