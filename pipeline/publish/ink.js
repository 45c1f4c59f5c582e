/* Looks at a picture of a page (PNG in base64): the contrast between the lightest and the darkest pixel of each box of it,
[left, top, width, height]. It asks nothing of style: ink is there, or it is not. */
async ({ picture, boxes }) => {
  const bytes = Uint8Array.from(atob(picture), (one) => one.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
  const canvas = new OffscreenCanvas(image.width, image.height);
  const brush = canvas.getContext("2d", { willReadFrequently: true });
  brush.drawImage(image, 0, 0);
  const linear = Array.from({ length: 256 }, (_, at) => (at / 255 <= 0.04045 ? at / 255 / 12.92 : ((at / 255 + 0.055) / 1.055) ** 2.4));
  return boxes.map(([left, top, width, height]) => {
    const { data } = brush.getImageData(Math.floor(left), Math.floor(top), Math.ceil(width), Math.ceil(height));
    let low = 1, high = 0;
    for (let at = 0; at < data.length; at += 4) {
      const light = 0.2126 * linear[data[at]] + 0.7152 * linear[data[at + 1]] + 0.0722 * linear[data[at + 2]];
      if (light < low) low = light;
      if (light > high) high = light;
    }
    return (high + 0.05) / (low + 0.05);
  });
}
