/** Version marks of user agents and the oldest version served. Edge and the browsers of China name the Chromium they are made of. */
const floors = [
  { mark: /\bFirefox\/(\d+)\.(\d+)/u, floor: [128, 0] },
  { mark: /\bChrom(?:e|ium)\/(\d+)\.(\d+)/u, floor: [111, 0] },
  // Every browser of an iPhone or iPad is the system's Safari.
  { mark: /\b(?:iPhone|iPad).*? OS (\d+)_(\d+)/u, floor: [16, 4] },
  { mark: /\bVersion\/(\d+)\.(\d+).* Safari\//u, floor: [16, 4] },
  { mark: /\b(?:MSIE |Trident\/)(\d+)\.(\d+)/u, floor: [Number.POSITIVE_INFINITY, 0] },
];

/** Is this a browser too old for the pages? One that does not say which it is gets them. */
export function isBelowFloor(userAgent) {
  for (const { mark, floor } of floors) {
    const [, major, minor] = mark.exec(userAgent) ?? [];
    if (major !== undefined) return Number(major) < floor[0] || (Number(major) === floor[0] && Number(minor) < floor[1]);
  }
  return false;
}

/** The page of an old browser: plain words in both languages, no script, no style it may not know. */
export const oldBrowserPage = `<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Coho</title></head>
<body>
<h1>This browser is too old for Coho</h1>
<p>Coho needs Chrome or Edge 111, Firefox 128, Safari 16.4, or a newer version of one of them. Update the browser, or open this address in another one. Nothing you saved is lost.</p>
<div lang="zh-CN">
<h2>浏览器版本过低，无法使用 Coho</h2>
<p>Coho 需要 Chrome 或 Edge 111、Firefox 128、Safari 16.4 或更新的版本。请更新浏览器，或用其他浏览器打开本地址。已保存的内容不会丢失。</p>
</div>
</body>
</html>
`;
