module consumer.vectors {
  requires io.mmaptable.export;
  requires org.apache.arrow.memory.core;
  requires org.apache.arrow.memory.unsafe;
  requires org.apache.arrow.vector;
}
