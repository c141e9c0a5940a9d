using AgentBus.Domain.Access;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.Access;

public sealed class ClearanceRulesTests
{
    [Theory]
    [InlineData(Classification.Public, 0)]
    [InlineData(Classification.Internal, 1)]
    [InlineData(Classification.Confidential, 3)]
    [InlineData(Classification.Secret, 5)]
    [InlineData((Classification)9, 5)]
    public void A_classification_asks_for_a_clearance(Classification classification, int clearance)
    {
        ClearanceRules.Required(classification).ShouldBe(clearance);
        ClearanceRules.MayReceive(clearance, classification).ShouldBeTrue();
        ClearanceRules.MayReceive(clearance - 1, classification).ShouldBeFalse();
    }
}
