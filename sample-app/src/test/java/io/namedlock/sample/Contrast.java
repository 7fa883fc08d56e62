package io.namedlock.sample;

/**
 * Finds text that stands out too little from what is behind it.
 */
final class Contrast {

	/**
	 * The texts of the page whose ratio is below 4.5, which WCAG 2.2 asks for (success
	 * criterion 1.4.3).
	 */
	static final String SCRIPT = """
			const parse = (color) => color.match(/[\\d.]+/g).map(Number);
			const luminance = (color) => {
				const [r, g, b] = parse(color).map((part) => part / 255)
					.map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
				return 0.2126 * r + 0.7152 * g + 0.0722 * b;
			};
			const behind = (element) => {
				const color = getComputedStyle(element).backgroundColor;
				return parse(color)[3] === 0 ? behind(element.parentElement) : color;
			};
			const ratio = (element) => {
				const style = getComputedStyle(element);
				const text = luminance(element instanceof SVGElement ? style.fill : style.color);
				const ground = luminance(behind(element));
				return (Math.max(text, ground) + 0.05) / (Math.min(text, ground) + 0.05);
			};
			return [...document.querySelectorAll("body *")]
				.filter((element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
				.filter((element) => element.checkVisibility() && element.tagName !== "title" && ratio(element) < 4.5)
				.map((element) => `${element.outerHTML.slice(0, 80)}: ${ratio(element).toFixed(2)}`);
			""";

	private Contrast() {
	}

}
