using AgentBus.Rego.Syntax;
using FsCheck;
using FsCheck.Fluent;

namespace AgentBus.Rego.Tests;

public sealed class SyntaxProperties
{
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(500);

    [Fact]
    public void Printed_syntax_reads_as_the_same_syntax()
    {
        Prop.ForAll(SyntaxGenerators.Modules(), module =>
        {
            var printed = SyntaxPrinter.Print(module);
            return (Parser.ParseModule("printed.rego", printed) == module).Label(printed);
        }).Check(Many);
    }

    [Fact]
    public void Random_modules_compile_and_evaluate_or_fail_with_a_rego_error()
    {
        var options = new EvaluationOptions { MaxSteps = 100_000, StrictBuiltinErrors = true };
        Prop.ForAll(SyntaxGenerators.Modules(), module =>
        {
            try
            {
                Policies.Compile(SyntaxPrinter.Print(module)).Evaluate("test", RegoValue.FromJson("""{"a": [1, "a"], "x": {"y": 1}}"""), options: options);
            }
            catch (RegoError)
            {
                // Any other exception fails the property.
            }

            return true;
        }).Check(Many);
    }

    [Fact]
    public void Random_text_is_read_or_refused()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<string>(), text =>
        {
            try
            {
                Parser.ParseModule("random.rego", "package test\n" + text);
            }
            catch (RegoError error)
            {
                return error.Code == RegoErrorCode.Parse;
            }

            return true;
        }).Check(Many);
    }
}
