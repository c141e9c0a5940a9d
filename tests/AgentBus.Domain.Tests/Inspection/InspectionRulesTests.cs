using AgentBus.Domain.Inspection;
using AgentBus.Domain.Tenants;
using AgentBus.Domain.Tests.Scenes;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.Inspection;

public sealed class InspectionRulesTests
{
    public static TheoryData<InspectionPolicy, string> Wrong => new()
    {
        { new InspectionPolicy { MaxInspectBytes = 0 }, "MaxInspectBytes" },
        { new InspectionPolicy { MaxInspectBytes = (64 * 1024) + 1 }, "MaxInspectBytes" },
        { new InspectionPolicy { MaxPayloadBytes = 0 }, "MaxPayloadBytes" },
        { new InspectionPolicy { BlockTypes = ["NAMES"] }, "NAMES" },
        { new InspectionPolicy { RedactionPatterns = ["("] }, "\"(\"" },
        { new InspectionPolicy { RedactionPatterns = ["(a)\\1"] }, "\"(a)\\1\"" },
        { new InspectionPolicy { RedactionPatterns = [.. Enumerable.Repeat("a", 33)] }, "32" },
        { new InspectionPolicy { RedactionPaths = [""] }, "0 characters" },
        { new InspectionPolicy { RepeatWindow = TimeSpan.Zero }, "RepeatWindow" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_is_wrong_with_a_policy_is_named_in_the_tenants_settings(InspectionPolicy policy, string named) =>
        TenantRules.Problems(Scene.NewSettings() with { Inspection = policy }).ShouldHaveSingleItem().ShouldContain(named);

    [Fact]
    public void The_default_policy_is_right() => InspectionRules.Problems(new InspectionPolicy()).ShouldBeEmpty();
}
