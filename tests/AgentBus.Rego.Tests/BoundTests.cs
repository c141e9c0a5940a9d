namespace AgentBus.Rego.Tests;

public sealed class BoundTests
{
    private const string Products = """
        package test
        r := numbers.range(1, 220)
        p := count([1 | some a in r; some b in r; some c in r])
        """;

    [Fact]
    public void A_comprehension_over_ten_million_products_meets_a_bound()
    {
        Should.Throw<RegoError>(() => Policies.Evaluate(Products)).Code.ShouldBeOneOf(RegoErrorCode.StepLimit, RegoErrorCode.SizeLimit, RegoErrorCode.TimeLimit);
    }

    [Fact]
    public void Steps_are_bounded()
    {
        var options = new EvaluationOptions { MaxSteps = 1000 };
        Should.Throw<RegoError>(() => Policies.Evaluate(Products, options: options)).Code.ShouldBe(RegoErrorCode.StepLimit);
    }

    [Theory]
    [InlineData("p := numbers.range(1, 1000000000000)")]
    [InlineData("p := concat(\"x\", [s | some i in numbers.range(1, 1000); s := replace(\"aaaaaaaaaa\", \"a\", \"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\")])")]
    [InlineData("p := net.cidr_expand(\"::/0\")")]
    public void The_size_of_values_is_bounded(string rule)
    {
        var options = new EvaluationOptions { MaxSize = 5_000 };
        Should.Throw<RegoError>(() => Policies.Evaluate("package test\n" + rule, options: options)).Code.ShouldBe(RegoErrorCode.SizeLimit);
    }

    [Fact]
    public void The_depth_of_calls_is_bounded()
    {
        var rules = string.Join('\n', Enumerable.Range(0, 50).Select(i => $"r{i} := r{i + 1}"));
        var source = $"package test\n{rules}\nr50 := 1\np := r0";
        Policies.Evaluate(source)!.AsInt64.ShouldBe(1);
        var options = new EvaluationOptions { MaxDepth = 20 };
        Should.Throw<RegoError>(() => Policies.Evaluate(source, options: options)).Code.ShouldBe(RegoErrorCode.DepthLimit);
    }

    [Fact]
    public void A_cancelled_evaluation_ends_with_an_error()
    {
        var options = new EvaluationOptions { Cancellation = new CancellationToken(canceled: true), MaxSteps = long.MaxValue, MaxSize = long.MaxValue };
        Should.Throw<RegoError>(() => Policies.Evaluate(Products, options: options)).Code.ShouldBe(RegoErrorCode.Cancelled);
    }

    [Fact]
    public void The_time_is_bounded()
    {
        var options = new EvaluationOptions { Timeout = TimeSpan.Zero, MaxSteps = long.MaxValue, MaxSize = long.MaxValue };
        Should.Throw<RegoError>(() => Policies.Evaluate(Products, options: options)).Code.ShouldBe(RegoErrorCode.TimeLimit);
    }

    [Fact]
    public void A_pattern_that_would_backtrack_takes_linear_time()
    {
        const string Source = "package test\np if regex.match(`^(a+)+$`, input.text)";
        var input = $"{{\"text\": \"{new string('a', 50_000)}b\"}}";
        Policies.Evaluate(Source, input: input).ShouldBeNull();
    }

    [Fact]
    public void An_evaluation_after_one_that_met_a_bound_is_sound()
    {
        var policy = Policies.Compile(Products);
        Should.Throw<RegoError>(() => policy.Evaluate("test/p", options: new EvaluationOptions { MaxSteps = 10_000 }));
        policy.Evaluate("test/r")!.Count.ShouldBe(220);
    }
}
