using AgentBus.Rego.Syntax;
using AgentBus.Rego.Values;

namespace AgentBus.Rego.Compile;

/// <summary>Resolves the names of terms and takes nested refs, calls and comprehensions out of them.</summary>
internal sealed class TermLowering(Lowering context)
{
    /// <summary>A term made only of constants, variables and collections; everything else goes ahead of it.</summary>
    public CoreTerm Flat(Term term, List<CoreStatement> ahead)
    {
        var core = Direct(term, ahead);
        return core is CoreRef or CoreCall or CoreComprehension or CoreTemplate ? context.Hoist(term.Span, core, ahead) : core;
    }

    /// <summary>Like <see cref="Flat"/>, but the term itself may be a ref, call or comprehension.</summary>
    public CoreTerm Direct(Term term, List<CoreStatement> ahead)
    {
        switch (term)
        {
            case ScalarTerm scalar:
                return new CoreConst(scalar.Value);
            case VarTerm { IsWildcard: true }:
                return new CoreVar(context.Slots.Add("_", term.Span));
            case VarTerm variable:
                return Variable(variable);
            case RefTerm reference:
                return Reference(reference, ahead);
            case CallTerm call:
                return context.Calls.Lower(call, ahead);
            case InfixTerm infix:
                return context.Calls.Operator(infix, ahead);
            case MembershipTerm member:
                return context.Calls.Membership(member, ahead);
            case ArrayTerm array:
                return Array(All(array.Items, ahead));
            case SetTerm set:
                return Set(All(set.Items, ahead));
            case ObjectTerm entries:
                return Object(entries, ahead);
            case ComprehensionTerm comprehension:
                return Comprehension(comprehension);
            default:
                return Template((TemplateTerm)term);
        }
    }

    public CoreTerm[] All(Seq<Term> terms, List<CoreStatement> ahead)
    {
        var core = new CoreTerm[terms.Count];
        for (var i = 0; i < core.Length; i++)
        {
            core[i] = Flat(terms[i], ahead);
        }

        return core;
    }

    public CoreTemplatePart TemplateValue(Term value)
    {
        var first = context.Slots.Count;
        var outer = context.Open();
        var statements = new List<CoreStatement>();
        var core = Flat(value, statements);
        context.Close(outer);
        return new CoreTemplatePart(null, core, new CoreBody(statements, first, context.Slots.Count));
    }

    private static CoreTerm Array(CoreTerm[] items) =>
        items.All(i => i is CoreConst) ? new CoreConst(RegoArray.Of([.. items.Select(i => ((CoreConst)i).Value)])) : new CoreArray(items);

    private static CoreTerm Set(CoreTerm[] items) =>
        items.All(i => i is CoreConst) ? new CoreConst(RegoSet.Of(items.Select(i => ((CoreConst)i).Value).ToArray())) : new CoreSet(items);

    private CoreTerm Object(ObjectTerm entries, List<CoreStatement> ahead)
    {
        var keys = new CoreTerm[entries.Entries.Count];
        var values = new CoreTerm[keys.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = Flat(entries.Entries[i].Key, ahead);
            values[i] = Flat(entries.Entries[i].Value, ahead);
        }

        if (!keys.All(k => k is CoreConst) || !values.All(v => v is CoreConst))
        {
            return new CoreObject(keys, values);
        }

        var builder = new ObjectBuilder();
        for (var i = 0; i < keys.Length; i++)
        {
            var (key, value) = (((CoreConst)keys[i]).Value, ((CoreConst)values[i]).Value);
            if (!builder.TryAdd(key, value) && builder.Get(key) != value)
            {
                throw entries.Entries[i].Key.Span.Error(RegoErrorCode.Compile, $"duplicate key {key} in object");
            }
        }

        return new CoreConst(builder.Build());
    }

    private CoreTerm Variable(VarTerm variable)
    {
        if (context.Scope.Find(variable.Name) is { } slot)
        {
            return new CoreVar(slot);
        }

        if (context.Names.Resolve(variable.Name) is { } path)
        {
            return Global(path, []);
        }

        // Only bodies that are no scope of their own for implicit variables come here; the safety check reports it.
        slot = context.Slots.Add(variable.Name, variable.Span);
        context.Scope.Set(variable.Name, slot, declared: false);
        return new CoreVar(slot);
    }

    private static CoreRef Global(string[] path, CoreTerm[] operands) => new(
        path[0] == "data" ? CoreRoot.Data : CoreRoot.Input,
        0,
        [.. path.Skip(1).Select(p => new CoreConst(RegoString.Of(p))), .. operands]);

    private CoreRef Reference(RefTerm reference, List<CoreStatement> ahead)
    {
        if (reference.Head is VarTerm { IsWildcard: false } variable
            && context.Scope.Find(variable.Name) is null
            && context.Names.Resolve(variable.Name) is { } path)
        {
            return Global(path, All(reference.Operands, ahead));
        }

        var head = Flat(reference.Head, ahead);
        var local = head as CoreVar ?? context.Hoist(reference.Span, head, ahead);
        return new CoreRef(CoreRoot.Local, local.Slot, All(reference.Operands, ahead));
    }

    private CoreComprehension Comprehension(ComprehensionTerm comprehension)
    {
        var first = context.Slots.Count;
        var outer = context.Open();
        context.DeclareImplicit(comprehension.Body, comprehension.Key, comprehension.Value);
        var statements = new List<CoreStatement>();
        context.Statements.Lower(comprehension.Body, statements);
        var key = comprehension.Key is null ? null : Flat(comprehension.Key, statements);
        var value = Flat(comprehension.Value, statements);
        context.Close(outer);
        return new CoreComprehension(comprehension.Kind, key, value, new CoreBody(statements, first, context.Slots.Count));
    }

    private CoreTerm Template(TemplateTerm template)
    {
        if (template.Parts.All(p => p.Text is not null))
        {
            return new CoreConst(RegoString.Of(string.Concat(template.Parts.Select(p => p.Text))));
        }

        return new CoreTemplate([.. template.Parts.Select(p => p.Value is null ? new CoreTemplatePart(p.Text, null, null) : TemplateValue(p.Value))]);
    }
}
