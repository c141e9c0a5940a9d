using AgentBus.Services;

namespace AgentBus.Cluster.Tests.Services;

public sealed class InspectedContentTests
{
    private readonly InspectedContent _screen = new();

    [Fact]
    public void Personal_data_are_found_at_their_places() =>
        _screen.Detect("\u00E9 jane@mail.test, 4242 4242 4242 4242").ShouldBe([new ContentFinding("EMAIL_ADDRESS", 2, 14), new ContentFinding("CREDIT_CARD", 18, 19)]);

    [Fact]
    public void They_are_redacted_and_all_else_stays() =>
        _screen.Redact("\U0001F600 write to jane@mail.test today").ShouldBe("\U0001F600 write to [REDACTED] today");

    [Fact]
    public void A_text_without_stays() => _screen.Redact("all is well").ShouldBe("all is well");
}
