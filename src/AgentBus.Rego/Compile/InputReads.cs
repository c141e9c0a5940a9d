using AgentBus.Rego.Values;

namespace AgentBus.Rego.Compile;

/// <summary>What the rules of a policy read of the input, and whether their results follow from it alone.</summary>
internal sealed record InputReads(IReadOnlyList<IReadOnlyList<string>> Paths, bool IsRepeatable)
{
    private static readonly string[] Circumstances = ["time.now_ns", "rand.intn", "uuid.rfc4122", "opa.runtime", "io.jwt.decode_verify"];

    public static InputReads Of(ReferenceCollector references)
    {
        var paths = references.Inputs
            .Select(static operands => operands.TakeWhile(static o => o is CoreConst { Value: RegoString }).Select(static o => ((RegoString)((CoreConst)o).Value).Text).ToArray())
            .DistinctBy(static path => string.Join('\n', path))
            .OrderBy(static path => path.Length)
            .ToList();
        var shortest = new List<IReadOnlyList<string>>();
        foreach (var path in paths)
        {
            if (!shortest.Exists(above => path.Take(above.Count).SequenceEqual(above, StringComparer.Ordinal)))
            {
                shortest.Add(path);
            }
        }

        return new InputReads(shortest, !Array.Exists(Circumstances, references.Builtins.Contains));
    }
}
