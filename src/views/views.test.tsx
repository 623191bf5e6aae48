import { render } from 'preact-render-to-string';
import { assetFiles } from './assets.js';
import { SignInPage } from './sign-in/sign-in.js';

test('a page names only files that are served', () => {
  const html = render(<SignInPage />);
  const named = [...html.matchAll(/"(\/assets\/[^"]+)"/g)].map((match) => match[1]);
  expect(named.length).toBeGreaterThan(4);
  expect(assetFiles.map(({ url }) => url)).toEqual(expect.arrayContaining(named));
});
