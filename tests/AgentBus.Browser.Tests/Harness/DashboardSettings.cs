using AgentBus.TestKit;

namespace AgentBus.Browser.Tests.Harness;

/// <summary>What the silo under test has beyond the defaults: two people decide, content is looked at, sessions are held against revocations each second.</summary>
internal static class DashboardSettings
{
    public static SiloSettings Of()
    {
        var settings = SiloSettings.WithWideLimits()
            .With("Dashboard:Revalidation", "00:00:01")
            .With("Inspection:Enabled", "true")
            .With("Inspection:Policy:Mode", "Enforce")
            .With("Inspection:Policy:BlockTypes", "CREDIT_CARD");
        foreach (var tenant in DashboardFixture.Tenants.Concat([DashboardFixture.Fresh, DashboardFixture.Quiet]))
        {
            settings = settings
                .With($"Tenants:{tenant}:Environment", "dev")
                .With($"Tenants:{tenant}:Rooms:{DashboardFixture.Room}:AutoCreateChannels", "true")
                .With($"Tenants:{tenant}:Rooms:{DashboardFixture.Room}:Channels:general:Type", "discussion")
                .With($"Tenants:{tenant}:Rooms:{DashboardFixture.Room}:Channels:deployments:Type", "operation")
                .With($"Tenants:{tenant}:Rooms:{DashboardFixture.Room}:Channels:mail:Type", "operation")
                .With($"Tenants:{tenant}:Deliberation:KeepRawContent", "true")
                .With($"Tenants:{tenant}:Deliberation:Rules:two-people:Quorum", "2");
        }

        return settings
            .With($"Tenants:{DashboardFixture.Changing}:Deliberation:Rules:two-people:EscalateAfter", "00:50:00")
            .With($"Tenants:{DashboardFixture.Changing}:Deliberation:Rules:two-people:EscalateTo:0", "lead")
            .With($"Tenants:{DashboardFixture.Changing}:Policies:Rules:payments:Effect", "Deliberate")
            .With($"Tenants:{DashboardFixture.Changing}:Policies:Rules:payments:Actions:0", "pay");
    }
}
