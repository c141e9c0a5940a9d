using AgentBus.Dashboard;

namespace AgentBus.Gateway.Tests.Dashboard;

public sealed class MissedTopicsTests
{
    [Fact]
    public void What_a_page_missed_is_told_once_a_topic()
    {
        var missed = new MissedTopics();
        missed.Add("cases");
        missed.Add("cases");
        missed.Add("figures");

        missed.Take().Order().ShouldBe(["cases", "figures"]);
        missed.Take().ShouldBeEmpty();
    }
}
