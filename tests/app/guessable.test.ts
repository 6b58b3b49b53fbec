import { describe, expect, it } from 'vitest';
import { isGuessable } from '@/app/_server/session/guessable';

const owner = { name: 'c.mueller', legalName: 'Carla Müller', institution: 'Charité Universitätsmedizin Berlin', staffNumber: 'K-20417' };
const zhang = { name: 'zhangwei', legalName: '张伟', institution: '北京协和医院', staffNumber: '001234' };

const guessable = [
  'password1234',
  'P@ssw0rd1234!',
  'passwordpassword',
  'qwertyuiop123',
  '1qaz2wsx3edc',
  'Qwerty!@#$%^',
  'abcdefghijkl',
  'abcabcabcabcabc',
  '199201011234',
  'woaini1314520',
  'Zhangwei@1988',
  'zhangwei19880203',
  'iloveyou2024!',
  'letmein123456',
  'administrator1',
  'dragonmonkey12',
  'welcome2025!!',
  'superman99999',
  'nihao-12345678',
  'asdfghjkl;123',
];

const good = [
  'correct horse battery staple',
  'tumbleweed84-Pfirsich',
  'xK9#mQ2$vL8p',
  'Vh3-kLq8-Zt5-Wn2',
  'een fiets zonder bel rijdt door',
  '山高月小水落石出2处',
  'q7RrT-zz0pLm-uX',
];

describe('passwords that are tried first', () => {
  it.each(guessable)('%s', (password) => expect(isGuessable(password, owner)).toBe(true));

  it.each(['carla.müller', 'Mueller-K-20417', 'Charité-2024', 'cub20417cub!', 'BerlinBerlin1'])('%s, by its owner', (password) =>
    expect(isGuessable(password, owner)).toBe(true),
  );

  it.each(['张伟张伟2024!', '北京协和医院001234', 'zhangwei-001234'])('%s, by its owner', (password) =>
    expect(isGuessable(password, zhang)).toBe(true),
  );
});

describe('passwords that are not', () => {
  it.each(good)('%s', (password) => expect(isGuessable(password, owner)).toBe(false));

  it('the longest that may be sent are judged too', () => {
    expect(isGuessable('abcd1!'.repeat(83), owner)).toBe(true);
    expect(isGuessable('zhangwei'.repeat(62), owner)).toBe(true);
    expect(isGuessable(Array.from({ length: 500 }, (_, at) => String.fromCharCode(33 + ((at * at * 7) % 90))).join(''), owner)).toBe(false);
  });
});
