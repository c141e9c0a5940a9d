using AgentBus.Domain.Queues;

namespace AgentBus.Domain.Tests.Queues;

public sealed class OverflowRulesTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    [Theory]

    // Room, and nothing in the overflow: the mode does not matter.
    [InlineData(OverflowMode.Refuse, true, true, false, 0, true, OverflowStep.Admit)]
    [InlineData(OverflowMode.Spill, true, true, false, 0, false, OverflowStep.Admit)]
    [InlineData(OverflowMode.DeadLetter, true, true, false, 9, false, OverflowStep.Admit)]

    // Full: backpressure, for ever or for a time.
    [InlineData(OverflowMode.Refuse, false, true, false, 9, true, OverflowStep.Refuse)]
    [InlineData(OverflowMode.Spill, false, true, false, 4, true, OverflowStep.Refuse)]
    [InlineData(OverflowMode.DeadLetter, false, true, false, 4, false, OverflowStep.Refuse)]
    [InlineData(OverflowMode.Spill, false, true, false, 5, true, OverflowStep.Spill)]

    // Something waits there: everything new goes behind it, room or not, without backpressure.
    [InlineData(OverflowMode.Spill, true, true, true, 0, true, OverflowStep.Spill)]
    [InlineData(OverflowMode.Spill, false, true, true, 0, true, OverflowStep.Spill)]

    // It waits there from before the setting was changed.
    [InlineData(OverflowMode.Refuse, true, true, true, 0, true, OverflowStep.Refuse)]

    // No room there either.
    [InlineData(OverflowMode.Spill, false, true, true, 9, false, OverflowStep.Refuse)]
    [InlineData(OverflowMode.DeadLetter, false, true, true, 9, false, OverflowStep.DeadLetter)]
    [InlineData(OverflowMode.DeadLetter, false, true, false, 9, false, OverflowStep.DeadLetter)]

    // It would never come out.
    [InlineData(OverflowMode.Spill, false, false, false, 9, true, OverflowStep.Refuse)]
    [InlineData(OverflowMode.DeadLetter, false, false, true, 9, false, OverflowStep.Refuse)]
    public void The_step_of_a_publish(OverflowMode mode, bool fits, bool couldEverFit, bool isSpilling, int fullFor, bool overflowFits, OverflowStep expected) =>
        OverflowRules.Step(new OverflowLimits(mode, Patience, 10, 1_000), fits, couldEverFit, isSpilling, TimeSpan.FromSeconds(fullFor), overflowFits).ShouldBe(expected);

    [Theory]
    [InlineData(0, 0, true)]
    [InlineData(0, 2_000, true)]
    [InlineData(9, 900, true)]
    [InlineData(10, 100, false)]
    [InlineData(1, 901, false)]
    public void A_queue_is_refilled_when_a_tenth_is_free_or_it_is_empty(int messages, long bytes, bool expected) =>
        OverflowRules.MayDrain(messages, bytes, QueueScene.Limits).ShouldBe(expected);

    [Theory]
    [InlineData("abc", "xyz", 0)]
    [InlineData("abc", "", 0)]
    [InlineData("", "xyz", 0)]
    [InlineData("abc", "xya", 1)]
    [InlineData("abc", "xab", 2)]
    [InlineData("abc", "abc", 3)]
    [InlineData("abc", "yabc", 3)]
    [InlineData("abc", "abx", 0)]
    [InlineData("abc", "xbc", 0)]
    [InlineData("aab", "xaa", 2)]
    public void What_a_crash_left_in_both_is_the_end_of_the_one_and_the_start_of_the_other(string overflow, string journal, int expected) =>
        OverflowRules.AlreadyDrained([.. overflow], [.. journal], static (char a, char b) => a == b).ShouldBe(expected);

    [Theory]
    [InlineData(QueuePressure.Relieved, 0.79, false, 0, false, QueuePressure.Relieved)]
    [InlineData(QueuePressure.Relieved, 0.8, false, 0, false, QueuePressure.Filling)]
    [InlineData(QueuePressure.Filling, 0.6, false, 0, false, QueuePressure.Filling)]
    [InlineData(QueuePressure.Filling, 0.59, false, 0, false, QueuePressure.Relieved)]
    [InlineData(QueuePressure.Filling, 1, true, 0.1, false, QueuePressure.Spilling)]
    [InlineData(QueuePressure.Spilling, 0.1, true, 0.1, false, QueuePressure.Spilling)]
    [InlineData(QueuePressure.Spilling, 1, true, 0.99, true, QueuePressure.OverflowFull)]
    [InlineData(QueuePressure.OverflowFull, 1, true, 0.8, false, QueuePressure.OverflowFull)]
    [InlineData(QueuePressure.OverflowFull, 1, true, 0.79, false, QueuePressure.Spilling)]
    [InlineData(QueuePressure.Spilling, 0.7, false, 0, false, QueuePressure.Filling)]
    [InlineData(QueuePressure.Spilling, 0.1, false, 0, false, QueuePressure.Relieved)]
    public void The_pressure_of_a_queue(QueuePressure before, double fill, bool isSpilling, double overflowFill, bool refused, QueuePressure expected) =>
        PressureRules.Next(before, fill, isSpilling, overflowFill, refused).ShouldBe(expected);

    [Fact]
    public void The_nearer_bound_counts() => PressureRules.Fill(1, 10, 900, 1_000).ShouldBe(0.9);
}
