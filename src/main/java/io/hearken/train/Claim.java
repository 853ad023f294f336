package io.hearken.train;

/**
 * A word a network says it heard.
 *
 * @param posterior how sure it was, 0 to 1
 * @param isRight whether that word was said
 * @param isAlarm whether no word of the model's was said there at all
 */
record Claim(double posterior, boolean isRight, boolean isAlarm) {}
