using FsCheck;
using FsCheck.Fluent;

namespace AgentBus.Rego.Tests;

public sealed class ValueTests
{
    [Fact]
    public void Values_of_different_kinds_sort_by_kind()
    {
        var sorted = PolicyCompiler.ParseValue("[null, false, true, -1, 0.5, 2, \"\", \"a\", [], [1], {}, {\"a\": 1}, set(), {1}]").Items;
        sorted.Reverse().Order().ShouldBe(sorted);
    }

    [Theory]
    [InlineData("1.0", "1", true)]
    [InlineData("1e2", "100", true)]
    [InlineData("0.1", "0.10", true)]
    [InlineData("9007199254740993", "9007199254740992", false)]
    [InlineData("123456789012345678901234567890", "123456789012345678901234567891", false)]
    public void Numbers_are_equal_by_value(string left, string right, bool equal)
    {
        var (l, r) = (RegoValue.FromJson(left), RegoValue.FromJson(right));
        (l == r).ShouldBe(equal);
        if (equal)
        {
            l.GetHashCode().ShouldBe(r.GetHashCode());
        }
    }

    [Fact]
    public void Sums_of_integers_are_exact()
    {
        Prop.ForAll<long, long>((l, r) =>
            Policies.Evaluate($"package test\np := {l} + {r}")! == RegoValue.Of((System.Numerics.BigInteger)l + r)).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Json_text_reads_back_as_the_same_value()
    {
        const string Json = """{"a":[1,2.5,"x\n\"é",null,true,{}],"b":{"c":[]}}""";
        RegoValue.FromJson(Json).ToJson().ShouldBe(Json);
    }

    [Fact]
    public void Strings_sort_by_code_point()
    {
        RegoValue.Of("\uFFFD").CompareTo(RegoValue.Of("\U0001F600")).ShouldBeLessThan(0);
    }

    [Fact]
    public void A_text_that_is_no_json_is_refused() => Should.Throw<FormatException>(() => RegoValue.FromJson("{"));
}
