using AgentBus.Grains.Agents;

namespace AgentBus.Cluster.Tests.Agents;

public sealed class KeyFingerprintsTests
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_key_within_the_window_is_never_missed()
    {
        var fingerprints = new KeyFingerprints(100_000, Window);
        for (var second = 0; second < 3_600; second++)
        {
            var now = Start + TimeSpan.FromSeconds(second);
            fingerprints.Add(KeyFingerprints.Of($"key-{second}"), now);
            fingerprints.MayHold($"key-{Math.Max(0, second - 599)}", now).ShouldBeTrue($"at second {second}");
            fingerprints.MayHold($"key-{second}", now).ShouldBeTrue();
        }
    }

    [Fact]
    public void A_key_that_was_not_added_is_not_held()
    {
        var fingerprints = new KeyFingerprints(1_000, Window);
        fingerprints.MayHold("new", Start).ShouldBeFalse();
        for (var i = 0; i < 100; i++)
        {
            fingerprints.Add(KeyFingerprints.Of($"{i}"), Start);
        }

        // Fingerprints may collide, though not for most keys.
        Enumerable.Range(0, 100).Count(i => fingerprints.MayHold($"new-{i}", Start)).ShouldBeLessThan(3);
    }

    [Fact]
    public void Keys_that_left_the_window_are_forgotten()
    {
        var fingerprints = new KeyFingerprints(1_000, Window);
        fingerprints.Add(KeyFingerprints.Of("old"), Start);

        fingerprints.MayHold("old", Start + Window - TimeSpan.FromSeconds(1)).ShouldBeTrue();
        fingerprints.MayHold("old", Start + Window).ShouldBeFalse();
    }

    [Fact]
    public void Where_one_finds_no_place_every_key_may_be_held_until_it_leaves_the_window()
    {
        var fingerprints = new KeyFingerprints(10, Window);
        for (var i = 0; i < 11; i++)
        {
            fingerprints.Add(KeyFingerprints.Of($"{i}"), Start);
        }

        fingerprints.MayHold("new", Start + Window - TimeSpan.FromSeconds(1)).ShouldBeTrue();
        fingerprints.MayHold("new", Start + Window).ShouldBeFalse();
    }
}
