import { describe, expect, test } from 'vitest';
import { TONES } from '../../../src-renderer/sound/tones.ts';
import { createSounds } from '../../../src-renderer/sound/verdict-sound.ts';

/** As much of WebAudio as the sounds use; it counts what would be heard. */
class FakeContext {
  state: AudioContextState = 'running';
  readonly currentTime = 0;
  readonly destination = {};
  readonly started: { hz: number; stopsAtS: number[] }[] = [];
  readonly volumes: number[] = [];
  isClosed = false;

  createGain(): object {
    const { volumes } = this;
    const gain = {
      set value(volume: number) {
        volumes.push(volume);
      },
      setValueAtTime: () => undefined,
      linearRampToValueAtTime: () => undefined,
    };
    return { gain, connect: () => undefined, disconnect: () => undefined };
  }

  createPeriodicWave(_real: readonly number[], imag: readonly number[]): object {
    return { parts: imag };
  }

  createOscillator(): object {
    const note = { hz: 0, stopsAtS: [] as number[] };
    this.started.push(note);
    const frequency = {
      set value(hz: number) {
        note.hz = hz;
      },
    };
    return {
      frequency,
      connect: () => undefined,
      setPeriodicWave: () => undefined,
      start: () => undefined,
      stop: (atS: number) => note.stopsAtS.push(atS),
    };
  }

  resume(): Promise<void> {
    return new Promise(() => undefined);
  }

  close(): Promise<void> {
    this.isClosed = true;
    return Promise.resolve();
  }
}

function soundsOn(context: FakeContext) {
  return createSounds(() => context as unknown as AudioContext);
}

describe('a verdict’s sound', () => {
  test('is its tone, at the set volume, never above the loudest', () => {
    const context = new FakeContext();
    const sounds = soundsOn(context);
    sounds.play('admit', 0.5);
    expect(context.started.map(({ hz }) => hz)).toEqual(TONES.admit.map(({ hz }) => hz));
    sounds.play('admit', 7);
    expect(context.volumes).toEqual([0.5, 1]);
  });

  test('cuts the one before it', () => {
    const context = new FakeContext();
    const sounds = soundsOn(context);
    sounds.play('out-of-order', 1);
    const before = [...context.started];
    sounds.play('admit', 1);
    for (const { stopsAtS } of before) expect(stopsAtS.at(-1)).toBeLessThan(0.05);
    for (const { stopsAtS } of context.started.slice(before.length)) expect(stopsAtS).toHaveLength(1);
  });

  test('is cut, and nothing comes after it, where the gate is muted or closed', () => {
    const context = new FakeContext();
    const sounds = soundsOn(context);
    sounds.play('refuse', 1);
    sounds.play('admit', 0);
    expect(context.started).toHaveLength(1);
    expect(context.started[0]?.stopsAtS.at(-1)).toBeLessThan(0.05);
    sounds.close();
    expect(context.isClosed).toBe(true);
  });

  test('does not come late where sound is still locked, and asking for it does not wait for ever', async () => {
    const context = new FakeContext();
    context.state = 'suspended';
    const sounds = soundsOn(context);
    sounds.play('admit', 1);
    expect(context.started).toEqual([]);
    expect(await sounds.unlock()).toBe(false);
    context.state = 'running';
    expect(await sounds.unlock()).toBe(true);
  });

  test('is silence, not a failure, on a machine without sound', async () => {
    const sounds = createSounds(() => {
      throw new DOMException('no audio', 'NotSupportedError');
    });
    sounds.play('admit', 1);
    expect(await sounds.unlock()).toBe(false);
    sounds.close();
  });
});
