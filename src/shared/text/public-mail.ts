/**
 * Domains at which anyone can have an address, so that two people with one of them need not work at the same client. The large providers
 * and internet providers of North America, Europe, Asia and Latin America; national variants are listed where they are common. A missing
 * one only makes a warning less precise. Kept here rather than as a dependency: the lists on npm have thousands of entries, most of them
 * disposable domains, and fetch newer ones when they are installed.
 */
const PUBLIC_MAIL_DOMAINS: ReadonlySet<string> = new Set(
  `gmail.com googlemail.com
   outlook.com outlook.de outlook.fr outlook.es outlook.jp outlook.com.br hotmail.com hotmail.co.uk hotmail.de hotmail.fr hotmail.es hotmail.it
   live.com live.co.uk live.nl live.fr live.de live.se live.dk live.no live.ca live.com.au msn.com passport.com
   yahoo.com ymail.com rocketmail.com yahoo.co.uk yahoo.de yahoo.fr yahoo.es yahoo.it yahoo.ca yahoo.co.jp yahoo.co.in yahoo.in yahoo.com.br
   yahoo.com.au yahoo.com.mx yahoo.com.ar aol.com aol.co.uk aim.com att.net bellsouth.net sbcglobal.net verizon.net
   icloud.com me.com mac.com proton.me protonmail.com protonmail.ch pm.me tutanota.com tutanota.de tuta.com tuta.io
   fastmail.com fastmail.fm hey.com mail.com email.com zoho.com zohomail.eu gmx.com gmx.de gmx.net gmx.at gmx.ch gmx.co.uk mailbox.org posteo.de
   web.de freenet.de t-online.de arcor.de online.de vodafone.de
   orange.fr wanadoo.fr free.fr laposte.net sfr.fr neuf.fr bbox.fr
   libero.it virgilio.it tiscali.it alice.it tin.it
   btinternet.com btopenworld.com sky.com virginmedia.com ntlworld.com talktalk.net blueyonder.co.uk tiscali.co.uk
   ziggo.nl kpnmail.nl planet.nl xs4all.nl home.nl hetnet.nl chello.nl upcmail.nl telenet.be skynet.be proximus.be
   bluewin.ch hispeed.ch sunrise.ch chello.at aon.at telia.com bredband.net online.no
   wp.pl o2.pl onet.pl interia.pl gazeta.pl seznam.cz centrum.cz email.cz azet.sk freemail.hu citromail.hu abv.bg mail.bg
   mail.ru inbox.ru list.ru bk.ru yandex.ru yandex.com ya.ru rambler.ru ukr.net i.ua meta.ua
   comcast.net xfinity.com cox.net charter.net spectrum.net earthlink.net optonline.net frontier.com centurylink.net windstream.net
   rogers.com shaw.ca bell.net sympatico.ca telus.net videotron.ca cogeco.ca
   bigpond.com bigpond.net.au optusnet.com.au iinet.net.au tpg.com.au xtra.co.nz
   qq.com foxmail.com 163.com 126.com yeah.net sina.com sina.cn sohu.com aliyun.com naver.com hanmail.net daum.net nate.com docomo.ne.jp
   ezweb.ne.jp softbank.ne.jp nifty.com rediffmail.com
   uol.com.br bol.com.br terra.com.br ig.com.br globo.com`.split(/\s+/),
);

/** @param domain as in the key of an address: the domain's DNS form, lower case */
export const isPublicMail = (domain: string): boolean => PUBLIC_MAIL_DOMAINS.has(domain);
