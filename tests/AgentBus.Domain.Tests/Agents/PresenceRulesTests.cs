using AgentBus.Domain.Agents;
using AgentBus.Domain.Tests.Scenes;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.Agents;

public sealed class PresenceRulesTests
{
    [Theory]
    [InlineData(0, 0, 0, AgentPresence.Offline)]
    [InlineData(1, 0, 0, AgentPresence.Online)]
    [InlineData(2, 10, 4, AgentPresence.Online)]
    [InlineData(1, 0, 5, AgentPresence.Idle)]
    [InlineData(1, 11, 0, AgentPresence.Offline)]
    public void Sessions_make_present_silence_makes_idle_and_an_old_report_counts_for_nothing(int sessions, int reported, int sent, AgentPresence presence) =>
        PresenceRules.Of(
            sessions, Scene.Start.AddMinutes(-reported), Scene.Start.AddMinutes(-sent), Scene.Start, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(10)).ShouldBe(presence);

    [Fact]
    public void Who_never_sent_anything_is_idle() =>
        PresenceRules.Of(1, Scene.Start, null, Scene.Start, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(10)).ShouldBe(AgentPresence.Idle);
}
