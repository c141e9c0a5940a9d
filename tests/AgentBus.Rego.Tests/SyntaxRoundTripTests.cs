using AgentBus.Rego.Syntax;

namespace AgentBus.Rego.Tests;

public sealed class SyntaxRoundTripTests
{
    [Fact]
    public void Every_module_of_the_corpus_prints_to_text_that_reads_as_the_same_syntax()
    {
        foreach (var source in Corpora.Cases().SelectMany(c => c.Modules ?? []))
        {
            var module = Parser.ParseModule("a.rego", source) with { Annotations = [] };
            var printed = SyntaxPrinter.Print(module);
            Parser.ParseModule("b.rego", printed).ShouldBe(module, printed);
        }
    }

    [Fact]
    public void A_mutated_module_is_read_or_refused()
    {
        var random = new Random(7);
        const string Alphabet = "{}[]()|:;,.=\"`$#_ \n";
        foreach (var source in Corpora.Cases().SelectMany(c => c.Modules ?? []).Where(m => m.Length is > 20 and < 3000).Distinct())
        {
            var text = source.ToCharArray();
            for (var i = 0; i < 4; i++)
            {
                text[random.Next(text.Length)] = Alphabet[random.Next(Alphabet.Length)];
            }

            try
            {
                PolicyCompiler.Compile(new PolicyModule("mutated.rego", new string(text))).Evaluate("test/p");
            }
            catch (RegoError)
            {
                // Refused, which is the other good outcome.
            }
        }
    }
}
