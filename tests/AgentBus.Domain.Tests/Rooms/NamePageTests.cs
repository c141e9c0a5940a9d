using AgentBus.Domain.Rooms;

namespace AgentBus.Domain.Tests.Rooms;

public sealed class NamePageTests
{
    private static readonly string[] Names = [.. Enumerable.Range(0, 250).Select(static i => $"n{i:000}")];

    [Theory]
    [InlineData(0, NamePage.DefaultLimit)]
    [InlineData(-5, NamePage.DefaultLimit)]
    [InlineData(7, 7)]
    [InlineData(100_000, NamePage.MaxLimit)]
    public void A_page_is_bounded(int limit, int expected) =>
        NamePage.Of(Names, static name => name, "", limit).Page.Length.ShouldBe(expected);

    [Fact]
    public void Pages_hold_every_name_once_and_the_last_says_that_it_is_the_last()
    {
        var (seen, after) = (new List<string>(), "");
        do
        {
            (var page, after) = NamePage.Of(Names, static name => name, after, 60);
            seen.AddRange(page);
        }
        while (after.Length > 0);

        seen.ShouldBe(Names);
    }

    [Fact]
    public void A_page_that_just_fits_is_the_last() => NamePage.Of(Names[..60], static name => name, "", 60).Next.ShouldBeEmpty();
}
