using System.Collections.Immutable;
using AgentBus.Domain.Admission;

namespace AgentBus.Domain.Tests.Admission;

public sealed class ValidationResultTests
{
    private static readonly ValidationResult Warned = ValidationResult.Valid with
    {
        Warnings = ["old"],
        Metadata = ImmutableDictionary<string, string>.Empty.Add("strategy", "static").Add("a", "1"),
    };

    private static readonly ValidationResult Failed = ValidationResult.Invalid("wrong") with
    {
        Metadata = ImmutableDictionary<string, string>.Empty.Add("strategy", "dynamic"),
    };

    [Fact]
    public void Two_valid_results_merge_to_a_valid_one() => Warned.Merge(ValidationResult.Valid).IsValid.ShouldBeTrue();

    [Fact]
    public void One_invalid_result_makes_the_whole_invalid_from_either_side()
    {
        Warned.Merge(Failed).IsValid.ShouldBeFalse();
        Failed.Merge(Warned).IsValid.ShouldBeFalse();
    }

    [Fact]
    public void Errors_warnings_and_metadata_are_joined()
    {
        var merged = Warned.Merge(Failed);

        merged.Errors.ShouldBe(["wrong"]);
        merged.Warnings.ShouldBe(["old"]);
        merged.Metadata["a"].ShouldBe("1");
        merged.Metadata["strategy"].ShouldBe("dynamic");
    }
}
