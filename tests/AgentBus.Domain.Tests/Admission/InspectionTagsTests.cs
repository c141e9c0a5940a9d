using AgentBus.Domain.Admission;
using AgentBus.Domain.Tests.Scenes;

namespace AgentBus.Domain.Tests.Admission;

public sealed class InspectionTagsTests
{
    [Fact]
    public void An_encrypted_message_is_marked_in_its_stamp_and_its_verdict()
    {
        var result = new Scene().Admit(Scene.Message with { IsUninspectable = true });

        result.Stamp.ShouldNotBeNull().Tags.ShouldBe([InspectionTags.Uninspectable]);
        result.Verdict.ShouldNotBeNull().Findings.ShouldBe([InspectionTags.Uninspectable]);
    }

    [Fact]
    public void Any_other_is_not() => new Scene().Admit().Stamp.ShouldNotBeNull().Tags.ShouldBeEmpty();
}
