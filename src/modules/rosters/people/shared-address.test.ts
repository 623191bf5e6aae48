import { keeperOf } from './shared-address.js';

const ann = { haloId: 101, keeps: true, ticked: true };
const bob = { haloId: 102, keeps: false, ticked: false };
const cid = { haloId: 103, keeps: false, ticked: false };

describe('given an address that Ann keeps and Bob and Cid share', () => {
  test('when Bob is chosen, then it is his, and so is the tick', () => {
    expect(keeperOf([ann, bob, cid], 102)).toEqual({ haloId: 102, ticked: true });
    expect(keeperOf([{ ...ann, ticked: false }, bob, cid], 102)).toEqual({ haloId: 102, ticked: false });
  });

  test('when Ann is chosen, then nothing changes', () => {
    expect(keeperOf([ann, bob, cid], 101)).toBeUndefined();
  });

  test('when another person is chosen, then nothing changes', () => {
    expect(keeperOf([ann, bob, cid], 999)).toBeUndefined();
  });
});

test('given no one who shares it, then nothing changes', () => {
  expect(keeperOf([], 101)).toBeUndefined();
  expect(keeperOf([ann], 101)).toBeUndefined();
});
