using AgentBus.Rego.Syntax;
using FsCheck;
using FsCheck.Fluent;

namespace AgentBus.Rego.Tests;

/// <summary>Random syntax: some of it compiles, most of it does not.</summary>
internal static class SyntaxGenerators
{
    private static readonly string[] Names = ["x", "y", "p", "q", "input", "data", "f", "count"];

    public static Arbitrary<Module> Modules() => Gen.Sized(size => Module(Math.Min(size, 12))).ToArbitrary();

    private static Gen<Module> Module(int size) =>
        from rules in Gen.ListOf(Rule(size), 4)
        select new Module(Span.None, ["test"], [], [.. rules], []);

    private static Gen<Rule> Rule(int size) =>
        from name in Gen.Elements("p", "q", "f")
        from kind in Gen.Choose(0, 3)
        from value in Term(size)
        from body in Gen.ListOf(Statement(size), 2)
        let head = new VarTerm(Span.None, name)
        select kind switch
        {
            0 => new Rule(Span.None, false, new RuleHead(Span.None, head, null, value, null), [.. body], []),
            1 => new Rule(Span.None, false, new RuleHead(Span.None, head, (Seq<Term>)[new VarTerm(Span.None, "x")], null, value), [.. body], []),
            2 => new Rule(Span.None, true, new RuleHead(Span.None, head, null, null, value), [], []),
            _ => new Rule(Span.None, false, new RuleHead(Span.None, head, null, null, value), [.. body], [new ElseBranch(Span.None, value, [])]),
        };

    private static Gen<Statement> Statement(int size) => Gen.OneOf(
        from term in Term(size) from negated in Gen.Elements(true, false) select (Statement)new TermStatement(Span.None, term, negated, []),
        from left in Name() from right in Term(size) from op in Gen.Elements(":=", "=")
        select (Statement)new TermStatement(Span.None, new InfixTerm(Span.None, op, left, right), false, []),
        from value in Name() from domain in Term(size) select (Statement)new SomeInStatement(Span.None, null, value, domain, []),
        from domain in Term(size / 2) from inner in Term(size / 2)
        select (Statement)new EveryStatement(Span.None, null, new VarTerm(Span.None, "z"), domain, [new TermStatement(Span.None, inner, false, [])], []));

    private static Gen<VarTerm> Name() => Gen.Elements(Names).Select(n => new VarTerm(Span.None, n));

    private static Gen<Term> Term(int size)
    {
        var scalar = Gen.OneOf(
            Gen.Choose(-5, 5).Select(n => RegoValue.Of(n)),
            Gen.Elements("", "a", "é\n\"{", "x y").Select(RegoValue.Of),
            Gen.Elements(RegoValue.Null, RegoValue.Of(true), RegoValue.Of(0.25))).Select(v => (Term)new ScalarTerm(Span.None, v));
        var leaf = Gen.OneOf(scalar, Name().Select(n => (Term)n));
        if (size <= 1)
        {
            return leaf;
        }

        var inner = Term(size / 2);
        return Gen.OneOf(
            leaf,
            Gen.ListOf(inner, 2).Select(i => (Term)new ArrayTerm(Span.None, [.. i])),
            Gen.ListOf(inner, 2).Select(i => (Term)new SetTerm(Span.None, [.. i])),
            from key in scalar from value in inner select (Term)new ObjectTerm(Span.None, [new ObjectEntry(key, value)]),
            from name in Name() from operand in inner select (Term)new RefTerm(Span.None, name, [operand]),
            from left in inner from right in inner from op in Gen.Elements("+", "==", "<", "&", "|", "/") select (Term)new InfixTerm(Span.None, op, left, right),
            from value in inner from collection in inner select (Term)new MembershipTerm(Span.None, null, value, collection),
            from argument in inner from name in Gen.Elements("count", "f", "sum") select (Term)new CallTerm(Span.None, new VarTerm(Span.None, name), [argument]),
            from value in Name() from body in Statement(size / 2) select (Term)new ComprehensionTerm(Span.None, RegoKind.Set, null, value, [body]),
            from value in inner select (Term)new TemplateTerm(Span.None, [new TemplatePart("a{", null), new TemplatePart(null, value)]));
    }
}
