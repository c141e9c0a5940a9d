using AgentBus.Silo.Options;
using FsCheck;
using FsCheck.Fluent;

namespace AgentBus.Gateway.Tests.Settings;

public sealed class NearestNameTests
{
    [Theory]
    [InlineData("abc", "abc", 0)]
    [InlineData("abc", "abcd", 1)]
    [InlineData("abc", "acb", 1)]
    [InlineData("abc", "xbc", 1)]
    [InlineData("", "abc", 3)]
    public void The_distance_counts_letters_to_change(string left, string right, int distance) => NearestName.Distance(left, right).ShouldBe(distance);

    [Fact]
    public void It_is_the_same_both_ways_and_never_longer_than_the_longer_word() =>
        Prop.ForAll<NonNull<string>, NonNull<string>>(static (left, right) =>
            NearestName.Distance(left.Get, right.Get) is var distance
            && distance == NearestName.Distance(right.Get, left.Get)
            && distance <= Math.Max(left.Get.Length, right.Get.Length)
            && (distance == 0) == (left.Get == right.Get)).QuickCheckThrowOnFailure();

    [Fact]
    public void A_word_like_none_has_no_nearest() => NearestName.Of("Completely", ["MaxBatch", "Host"]).ShouldBeNull();
}
