/// Arrays in `.npy` files that grow, memory-mapped, and lose nothing.
module io.mmaptable.diskarray {
  requires transitive io.mmaptable.npy;
  requires static org.jspecify;

  exports io.mmaptable.diskarray;
}
