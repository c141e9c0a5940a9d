using System.Collections.Concurrent;
using System.Collections.Immutable;
using AgentBus.Model;

namespace AgentBus.Domain.Impact;

/// <summary>A revision's settings of scores, ready to be asked. Thread-safe.</summary>
public sealed class CompiledImpact
{
    private const int MaxKept = 4_096;

    private readonly ActionTable _actions;
    private readonly ConcurrentDictionary<long, Assessment> _kept = new();
    private int _keptCount;

    /// <summary>Compiles settings that the rules of tenants found right.</summary>
    /// <param name="settings">The settings; null: the defaults.</param>
    /// <param name="environment">Where the tenant works: prod, staging or dev.</param>
    public CompiledImpact(ImpactSettings? settings, string environment)
    {
        Settings = settings ?? ImpactSettings.Default;
        EnvironmentValue = environment switch { "prod" => 1, "staging" => 0.4, _ => 0 };
        ImpactWeights = Weights(ImpactFactors.ImpactWeights, Settings.Weights);
        EhiWeights = Weights(ImpactFactors.EhiWeights, Settings.EhiWeights);
        ReadsWords = Settings.Enabled && (WeightOf(ImpactFactors.ImpactWeights, ImpactWeights, ImpactFactors.Words) > 0 || WeightOf(ImpactFactors.EhiWeights, EhiWeights, ImpactFactors.Doubt) > 0);
        _actions = new ActionTable(Settings);
    }

    /// <summary>The settings.</summary>
    public ImpactSettings Settings { get; }

    /// <summary>How much is at stake where the tenant works, 0 to 1.</summary>
    public double EnvironmentValue { get; }

    /// <summary>The weights of the impact's factors, in the order of <see cref="ImpactFactors.ImpactWeights"/>.</summary>
    public ImmutableArray<double> ImpactWeights { get; }

    /// <summary>The weights of the EHI's factors, in the order of <see cref="ImpactFactors.EhiWeights"/>.</summary>
    public ImmutableArray<double> EhiWeights { get; }

    /// <summary>The texts of messages are read for words, since one of the factors that count them weighs something.</summary>
    public bool ReadsWords { get; }

    /// <summary>What the settings say of the name of an action or a tool.</summary>
    public ActionReading Read(string name) => _actions.Read(name);

    /// <summary>The EHI from which on people decide of a message with this action and tool.</summary>
    public double EhiThreshold(Envelope envelope) => NamedThreshold.Of(Read(envelope.Action).Ehi, Read(envelope.Tool).Ehi, Settings.EhiThreshold);

    /// <summary>The assessment that was kept under a key.</summary>
    internal bool TryFind(long key, out Assessment? kept) => _kept.TryGetValue(key, out kept);

    /// <summary>Keeps an assessment, as long as there is room.</summary>
    internal Assessment Keep(long key, Assessment assessment)
    {
        if (Volatile.Read(ref _keptCount) < MaxKept && _kept.TryAdd(key, assessment))
        {
            Interlocked.Increment(ref _keptCount);
        }

        return assessment;
    }

    private static double WeightOf(ImmutableArray<NamedScore> factors, ImmutableArray<double> weights, string name) =>
        weights[factors.IndexOf(factors.First(factor => factor.Name == name))];

    private static ImmutableArray<double> Weights(ImmutableArray<NamedScore> documented, ImmutableArray<NamedScore> own) =>
        [.. documented.Select(factor => own.FirstOrDefault(weight => weight.Name == factor.Name, factor).Value)];
}
