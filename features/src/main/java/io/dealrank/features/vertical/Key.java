package io.dealrank.features.vertical;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a key of the vertical file means: the one place where it is said. Every component of every
 * record of the file has one; {@code docs/vertical-reference.md} is written from them. Texts may
 * hold Markdown; line breaks in them mean nothing.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
@interface Key {
  /** What is said without the key; in backquotes: a value that may as well be written. */
  String fallback() default REQUIRED;

  /** The fallback of a key that must be given. */
  String REQUIRED = "required";

  /** What it means. */
  String meaning();

  /** What kind of text it is, where the Java type is too wide; default: as the Java type says. */
  String type() default "";

  /** Unit of its value, where it has one. */
  String unit() default "";

  /** Values allowed, where the type allows more. */
  String range() default "";

  /** YAML: the key with a value, and beside it the keys that it needs. */
  String example();
}
