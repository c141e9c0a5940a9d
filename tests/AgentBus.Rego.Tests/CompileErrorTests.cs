namespace AgentBus.Rego.Tests;

public sealed class CompileErrorTests
{
    [Theory]
    [InlineData("p := x", RegoErrorCode.UnsafeVariable, 2, 6)]
    [InlineData("p if not data.a[_] == 1", RegoErrorCode.UnsafeVariable, 2, 17)]
    [InlineData("p if p", RegoErrorCode.Recursion, 2, 1)]
    [InlineData("p if q\nq if p", RegoErrorCode.Recursion, 2, 1)]
    [InlineData("p := count(1)", RegoErrorCode.Type, 2, 6)]
    [InlineData("p if { x := \"a\"; x + 1 }", RegoErrorCode.Type, 2, 18)]
    [InlineData("p := nosuch(1)", RegoErrorCode.Type, 2, 6)]
    [InlineData("p := count(1, 2, 3)", RegoErrorCode.Type, 2, 6)]
    [InlineData("p := http.send({})", RegoErrorCode.Compile, 2, 6)]
    [InlineData("p if { x := 1; x := 2 }", RegoErrorCode.Compile, 2, 16)]
    [InlineData("p if { x = 1; x := 2 }", RegoErrorCode.Compile, 2, 15)]
    [InlineData("default p := 1\ndefault p := 2", RegoErrorCode.Type, 3, 1)]
    [InlineData("p := 1\np contains 2", RegoErrorCode.Type, 2, 1)]
    [InlineData("p { true }", RegoErrorCode.Parse, 2, 3)]
    [InlineData("p := [1, 2", RegoErrorCode.Parse, 2, 11)]
    [InlineData("p := \"a", RegoErrorCode.Parse, 2, 6)]
    public void A_fault_is_reported_at_its_place(string rules, string code, int line, int column)
    {
        var error = Policies.Error("package test\n" + rules);
        error.Code.ShouldBe(code, error.Message);
        error.Location.ShouldBe(new SourceLocation("test.rego", line, column), error.Message);
    }

    [Fact]
    public void The_message_shows_the_line_with_a_caret_under_the_fault()
    {
        var error = Policies.Error("package test\n\np if {\n\tx == 1\n}");
        error.Message.ShouldBe("test.rego:4:2: rego_unsafe_var_error: var x is unsafe\n\tx == 1\n\t^");
    }

    [Fact]
    public void A_builtin_of_the_network_may_stand_in_a_policy_that_replaces_it()
    {
        const string Source = "package test\nask := http.send({}).status\np := x if x := ask with http.send as {\"status\": 200}\nq := ask";
        Policies.Evaluate(Source)!.AsInt64.ShouldBe(200);
        Policies.Evaluate(Source, "test/q").ShouldBeNull();
    }

    [Fact]
    public void A_module_of_ten_mebibytes_is_refused()
    {
        var source = "package test\n# " + new string('x', 10 * 1024 * 1024);
        Policies.Error(source).Code.ShouldBe(RegoErrorCode.Parse);
    }

    [Fact]
    public void Deep_nesting_is_refused()
    {
        var source = "package test\np := " + new string('[', 100_000);
        Policies.Error(source).Code.ShouldBe(RegoErrorCode.Parse);
    }
}
