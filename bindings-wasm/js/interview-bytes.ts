/** The longest text that is read. */
const LONGEST = 8_000;

/** Writes small numbers in few bytes, then a sum that shows what was changed on the way. */
export class Writer {
  readonly #bytes: number[] = [];

  byte(value: number): void {
    this.#bytes.push(value & 0xff);
  }

  bytes(values: Uint8Array): void {
    this.#bytes.push(...values);
  }

  text(text: string): void {
    const bytes = new TextEncoder().encode(text);
    this.count(bytes.length);
    this.bytes(bytes);
  }

  /** Not negative: seven bits a byte. */
  count(value: number): void {
    this.#unsigned(BigInt(value));
  }

  signed(value: number): void {
    this.big(BigInt(value));
  }

  big(value: bigint): void {
    this.#unsigned(value < 0n ? -value * 2n - 1n : value * 2n);
  }

  #unsigned(value: bigint): void {
    if (value < 0n) throw new RangeError('no such place');
    let rest = value;
    while (rest > 127n) {
      this.byte(Number(rest & 127n) | 128);
      rest >>= 7n;
    }
    this.byte(Number(rest));
  }

  /** The text, of characters that an address may hold. */
  finish(): string {
    const all = [...this.#bytes, ...sum(this.#bytes)];
    return btoa(String.fromCharCode(...all)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
  }
}

/** Reads what {@link Writer} wrote; throws a `RangeError` at what it cannot have written. */
export class Reader {
  #at = 0;
  readonly #end: number;
  /** Is the sum at the end right? */
  readonly whole: boolean;

  private constructor(readonly data: Uint8Array) {
    this.#end = Math.max(data.length - 2, 0);
    const [high, low] = sum(data.subarray(0, this.#end));
    this.whole = data.length > 2 && data[this.#end] === high && data[this.#end + 1] === low;
  }

  static of(text: string): Reader | undefined {
    if (text.length > LONGEST || !/^[\w-]+$/.test(text)) return undefined;
    try {
      const binary = atob(text.replace(/-/g, '+').replace(/_/g, '/'));
      return new Reader(Uint8Array.from(binary, (char) => char.charCodeAt(0)));
    } catch {
      // A length that no text has: its end is missing.
      return text.length > 1 ? Reader.of(text.slice(0, -1)) : undefined;
    }
  }

  get more(): boolean {
    return this.#at < this.#end;
  }

  byte(): number {
    const byte = this.data[this.#at];
    if (byte === undefined || (this.#at >= this.#end && this.#at > 0)) throw new RangeError('it ends too soon');
    this.#at += 1;
    return byte;
  }

  bytes(size: number): Uint8Array {
    return Uint8Array.from({ length: size }, () => this.byte());
  }

  text(): string {
    return new TextDecoder().decode(this.bytes(this.#small()));
  }

  count(): number {
    return Number(this.#unsigned());
  }

  signed(): number {
    return Number(this.big());
  }

  big(): bigint {
    const value = this.#unsigned();
    return (value & 1n) === 1n ? -((value + 1n) / 2n) : value / 2n;
  }

  list<T>(each: () => T): T[] {
    return Array.from({ length: this.#small() }, each);
  }

  /** A length cannot be more than what is there. */
  #small(): number {
    const size = this.count();
    if (size > this.data.length) throw new RangeError('it ends too soon');
    return size;
  }

  #unsigned(): bigint {
    let value = 0n;
    for (let shift = 0n; shift < 140n; shift += 7n) {
      const byte = this.byte();
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return value;
    }
    throw new RangeError('a number without end');
  }
}

/** Two sums of Fletcher: they see a character that was changed, left out, or put elsewhere. */
function sum(bytes: Iterable<number>): readonly [number, number] {
  let [low, high] = [1, 0];
  for (const byte of bytes) {
    low = (low + byte) % 251;
    high = (high + low) % 251;
  }
  return [high, low];
}
