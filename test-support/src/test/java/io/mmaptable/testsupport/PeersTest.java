package io.mmaptable.testsupport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

class PeersTest {

  @Test
  void missingPeerSkipsUnlessRequired() {
    TestAbortedException skipped =
        assertThrows(TestAbortedException.class, () -> Peers.unavailable("no NumPy", false));
    assertEquals(
        "no NumPy (skipped; MMAPTABLE_PEERS=required makes this a failure)", skipped.getMessage());
  }

  @Test
  void missingPeerFailsWhereRequired() {
    AssertionFailedError failed =
        assertThrows(AssertionFailedError.class, () -> Peers.unavailable("no NumPy", true));
    assertEquals("no NumPy (MMAPTABLE_PEERS=required)", failed.getMessage());
  }

  @Test
  void policyIsOptionalUnlessSaidOtherwise() {
    assertFalse(Peers.required(null));
    assertFalse(Peers.required(""));
    assertFalse(Peers.required("optional"));
    assertTrue(Peers.required("required"));
  }

  @Test
  void unknownPolicyIsRefused() {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> Peers.required("yes"));
    assertEquals(
        "MMAPTABLE_PEERS is 'yes'; expected 'required', 'optional' or nothing",
        refused.getMessage());
  }
}
