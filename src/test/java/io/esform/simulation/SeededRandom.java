package io.esform.simulation;

import java.security.SecureRandom;
import java.security.SecureRandomSpi;
import java.util.Random;

/// Random bytes of a seed, where production code needs secure ones.
final class SeededRandom extends SecureRandom {

  private static final long serialVersionUID = 1;

  SeededRandom(Random random) {
    super(new Bytes(random), null);
  }

  private static final class Bytes extends SecureRandomSpi {
    private static final long serialVersionUID = 1;

    private final Random random;

    Bytes(Random random) {
      this.random = random;
    }

    @Override
    protected void engineSetSeed(byte[] seed) {}

    @Override
    protected void engineNextBytes(byte[] bytes) {
      random.nextBytes(bytes);
    }

    @Override
    protected byte[] engineGenerateSeed(int count) {
      var bytes = new byte[count];
      random.nextBytes(bytes);
      return bytes;
    }
  }
}
