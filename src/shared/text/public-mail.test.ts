import { domainOf, emailKey } from './address.js';
import { isPublicMail } from './public-mail.js';

test.each(['Ann@GMail.com', 'ann@ｇmail.com', 'ann@hotmail.co.uk', 'a@qq.com'])(
  '%s is at a public provider',
  (email) => {
    expect(isPublicMail(domainOf(emailKey(email) ?? ''))).toBe(true);
  },
);

test.each(['ann@acme.example', 'ann@gmail.com.acme.example', '"a@gmail.com"@acme.example', ''])(
  '%j is not',
  (email) => {
    expect(isPublicMail(domainOf(emailKey(email) ?? ''))).toBe(false);
  },
);
