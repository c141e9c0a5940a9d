using AgentBus.Domain.Admission;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.Admission;

public sealed class ConstitutionTests
{
    [Fact]
    public void The_hash_is_the_one_of_the_sources() => Constitution.Hash.ShouldBe("cdd01ef066bc6cf2");

    [Fact]
    public void The_right_hash_is_valid_and_the_result_names_it()
    {
        var result = Constitution.ValidateConstitutionalHash(Constitution.Hash);

        result.IsValid.ShouldBeTrue();
        result.Errors.ShouldBeEmpty();
        result.ConstitutionalHash.ShouldBe(Constitution.Hash);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void A_missing_hash_is_told_from_a_wrong_one(string? provided)
    {
        var missing = Constitution.ValidateConstitutionalHash(provided);
        var wrong = Constitution.ValidateConstitutionalHash("0000000000000000");

        missing.IsValid.ShouldBeFalse();
        wrong.IsValid.ShouldBeFalse();
        missing.Errors[0].ShouldContain("missing");
        wrong.Errors[0].ShouldNotContain("missing");
    }

    [Fact]
    public void Without_a_rotation_the_empty_former_hash_admits_nothing() =>
        Constitution.Check("", previous: "").ShouldNotBeNull().Code.ShouldBe(Code.ConstitutionalHashMissing);
}
