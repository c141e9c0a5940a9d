using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;

namespace AgentBus.Cluster.Tests.Telemetry;

/// <summary>What a meter said since this began, as <c>name{tag=value}</c>.</summary>
internal sealed class MeterReading : IDisposable
{
    private readonly ConcurrentDictionary<string, double> _sums = new(StringComparer.Ordinal);
    private readonly MeterListener _listener = new();

    public MeterReading(Meter meter)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter == meter)
            {
                Names.Add(instrument.Name);
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>The instruments of the meter.</summary>
    public ConcurrentBag<string> Names { get; } = [];

    /// <summary>The sum of a series; null: it said nothing.</summary>
    public double? this[string series] => _sums.TryGetValue(series, out var sum) ? sum : null;

    public void Observe() => _listener.RecordObservableInstruments();

    public void Dispose() => _listener.Dispose();

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var text = string.Join(',', tags.ToArray().Select(static tag => string.Create(CultureInfo.InvariantCulture, $"{tag.Key}={tag.Value}")));
        _sums.AddOrUpdate(text.Length == 0 ? instrument.Name : $"{instrument.Name}{{{text}}}", value, (_, sum) => sum + value);
    }
}
