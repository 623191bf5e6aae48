/** A name as written, and its form in an email address. The second must be unique within its list. */
export type Spelling = readonly [written: string, ascii: string];

export interface Script {
  readonly first: readonly Spelling[];
  readonly last: readonly Spelling[];
  /** Family name first, without a space between: Chinese, Japanese, Korean. */
  readonly familyFirst?: boolean;
}

const spell = (words: string): Spelling[] =>
  words.split(' ').map((word) => {
    const [written = word, ascii] = word.split('/');
    return [written, ascii ?? written.toLowerCase()];
  });

const latin: Script = {
  first: spell(
    'Ada Bruno Clara Dario Edith Felix Greta Hugo Ines Jonas Karla Leo Mira Nils Olga Paul Quinn Rosa Sven Tilda Umberto Vera Wim Xenia Yves Zoe ' +
      'Zoë/zooe Jürgen/juergen Ana María/maria Łukasz/lukasz Agnieszka Siobhán/siobhan Bjørn/bjoern Åsa/aasa Þóra/thora Çelik/celik İbrahim/ibrahim ' +
      'Nguyệt/nguyet Đức/duc François/francois Ştefan/stefan Żaneta/zaneta Ōkami/okami Ñusta/nusta Thandiwe Kwame Oluwaseun Hinemoa Kaʻiulani/kaiulani',
  ),
  last: spell(
    'Abel Baker Carver Dyer Ebner Fischer Glover Harper Irving Jansen Keller Lund Mason Novak Olsen Potter Quist Ritter Sawyer Thatcher Unger Vogel Weaver ' +
      "O'Brien/obrien D’Angelo/dangelo McTavish Müller/mueller Núñez/nunez Wójcik/wojcik Sørensen/soerensen Ångström/aangstroem Guðmundsdóttir/gudmundsdottir " +
      'Yılmaz/yilmaz Trần/tran Lefèvre/lefevre Țepeș/tepes Dvořák/dvorak Kovács/kovacs Smith-Jones Vanderbilt Okonkwo Mbeki Tūhoe/tuhoe',
  ),
};

const others: Script[] = [
  {
    first: spell('Анна/anna Борис/boris Виктор/viktor Галина/galina Дмитро/dmytro Єва/yeva'),
    last: spell('Иванов/ivanov Петренко/petrenko Щербакова/shcherbakova Ґонта/gonta Жуков/zhukov'),
  },
  {
    first: spell('Αθηνά/athina Γιώργος/giorgos Ελένη/eleni Νίκος/nikos'),
    last: spell('Παπαδόπουλος/papadopoulos Ξανθός/xanthos Ψαρρά/psarra'),
  },
  {
    first: spell('أحمد/ahmad فاطمة/fatima يوسف/yusuf ليلى/layla'),
    last: spell('الحداد/alhaddad منصور/mansour النجار/alnajjar'),
  },
  { first: spell('דוד/david רחל/rachel נועה/noa אורי/uri'), last: spell('כהן/kohen לוי/levi מזרחי/mizrahi') },
  {
    first: spell('伟/wei 秀英/xiuying 娜/na 静/jing 磊/lei'),
    last: spell('王/wang 李/li 張/zhang 欧阳/ouyang'),
    familyFirst: true,
  },
  {
    first: spell('さくら/sakura 翔太/shota ユキ/yuki 健/ken'),
    last: spell('佐藤/sato 鈴木/suzuki 渡邉/watanabe'),
    familyFirst: true,
  },
  {
    first: spell('민준/minjun 서연/seoyeon 지우/jiwoo 하은/haeun'),
    last: spell('김/kim 박/park 최/choi'),
    familyFirst: true,
  },
  { first: spell('अर्जुन/arjun प्रिया/priya राहुल/rahul'), last: spell('शर्मा/sharma पटेल/patel त्रिपाठी/tripathi') },
  { first: spell('สมชาย/somchai มาลี/malee กมล/kamon'), last: spell('สุขใจ/sukjai ทองดี/thongdee') },
  { first: spell('ნინო/nino გიორგი/giorgi'), last: spell('ბერიძე/beridze კაპანაძე/kapanadze') },
  { first: spell('Արամ/aram Անահիտ/anahit'), last: spell('Պետրոսյան/petrosyan Սարգսյան/sargsyan') },
  { first: spell('አበበ/abebe ሰላም/selam'), last: spell('ተስፋዬ/tesfaye ከበደ/kebede') },
  { first: spell('தமிழ்/tamil கவிதா/kavitha'), last: spell('முருகன்/murugan செல்வம்/selvam') },
];

export const SCRIPTS: readonly Script[] = [latin, ...others];

export const SITE_NAMES = [
  'Main',
  'Head Office',
  'Warehouse',
  'Werk Süd',
  'Lighthouse',
  'Old Mill',
  'Remote',
  'Pier 9',
] as const;

export const TITLES = [
  'Accountant',
  'Baker',
  'Bookkeeper',
  'Chief of Staff',
  'Driver',
  'Foreman',
  'Night Shift',
  'Nurse',
  'Porter',
  'Welder',
] as const;

export const SERVICE_ACCOUNTS = [
  'svc-backup',
  'svc-scanner',
  'Meeting Room',
  'Printer 3rd Floor',
  'noreply',
  'svc-monitoring',
] as const;
