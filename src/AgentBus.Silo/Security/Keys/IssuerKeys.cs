using AgentBus.Model;
using AgentBus.Silo.Options;

namespace AgentBus.Silo.Security.Keys;

/// <summary>
/// The issuer's keys as their sources have them: read anew in time, and remote ones at once when a token names a key that nobody knows, but
/// not more often than the minimum interval. A source that fails keeps its last good keys; keys that a source no longer has are gone.
/// Thread-safe.
/// </summary>
internal sealed class IssuerKeys : BackgroundService, IIssuerKeys
{
    private const string FilesKey = $"{AgentBusOptions.Section}:{nameof(AgentBusOptions.Authentication)}:{nameof(AuthenticationOptions.KeyFiles)}";
    private static readonly TimeSpan RetryPeriod = TimeSpan.FromSeconds(5);

    private readonly AuthenticationOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly HttpClient _http;
    private readonly SigningKey? _ofThisRun;
    private readonly List<KeyShelf> _shelves = [];
    private readonly SemaphoreSlim _gate = new(1);
    private volatile SigningKeys _current;
    private long _askedAt;
    private bool _wasAsked;

    /// <summary>Reads the configured files; with neither file nor address, the given key of this run counts.</summary>
    /// <exception cref="ConfigurationError">A file cannot be used, or there is no source of keys at all.</exception>
    public IssuerKeys(AuthenticationOptions options, SigningKey? ofThisRun, TimeProvider time, ILogger<IssuerKeys> logger)
    {
        if (options.KeyFiles.Count + options.JwksUrls.Count == 0 && ofThisRun is null)
        {
            throw ConfigurationFault.At(FilesKey, $"names no file. Name the issuer's public keys (PEM or JWKS), or {nameof(AuthenticationOptions.JwksUrls)}, or start with --demo to try the bus out.");
        }

        (_options, _ofThisRun, _time, _logger) = (options, ofThisRun, time, logger);
        _http = UrlKeySource.Client(options.JwksTimeout);
        foreach (var (index, path) in options.KeyFiles.Index())
        {
            var file = new FileKeySource(path, $"{FilesKey}:{index}", options.KeyFileReload);
            _shelves.Add(new KeyShelf(file, file.ReadFirst(), time.GetTimestamp()));
        }

        foreach (var url in options.JwksUrls)
        {
            _shelves.Add(new KeyShelf(new UrlKeySource(_http, new Uri(url), options.JwksRefresh), [], ReadAt: null));
        }

        _current = Collect();
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<SigningKey>> FindAsync(string algorithm, string keyId, CancellationToken cancellationToken)
    {
        if (keyId.Length > 0 && _options.JwksUrls.Count > 0 && !_current.Knows(keyId))
        {
            await AskAsync(keyId, cancellationToken);
        }

        return _current.Find(algorithm, keyId);
    }

    /// <summary>Has remote keys before the first client comes, where they can be had.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await RefreshAsync(static _ => true, cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _http.Dispose();
        _gate.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var period = _options.KeyFileReload < RetryPeriod ? _options.KeyFileReload : RetryPeriod;
        using var timer = new PeriodicTimer(_options.JwksRefresh < period ? _options.JwksRefresh : period, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await RefreshAsync(shelf => shelf.ReadAt is not { } at || _time.GetElapsedTime(at) >= shelf.Source.Period, stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The silo stops.
        }
    }

    private async Task AskAsync(string keyId, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            // Who waited for another's fetch may have its key now.
            if (_current.Knows(keyId) || (_wasAsked && _time.GetElapsedTime(_askedAt) < _options.JwksMinInterval))
            {
                return;
            }

            (_wasAsked, _askedAt) = (true, _time.GetTimestamp());
            await ReadAsync(static shelf => shelf.Source.IsRemote, cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task RefreshAsync(Func<KeyShelf, bool> isDue, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            await ReadAsync(isDue, cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task ReadAsync(Func<KeyShelf, bool> isWanted, CancellationToken cancellationToken)
    {
        for (var i = 0; i < _shelves.Count; i++)
        {
            if (isWanted(_shelves[i]))
            {
                _shelves[i] = await ReadAsync(_shelves[i], cancellationToken);
            }
        }

        _current = Collect();
    }

    private async Task<KeyShelf> ReadAsync(KeyShelf shelf, CancellationToken cancellationToken)
    {
        try
        {
            var keys = await shelf.Source.ReadAsync(cancellationToken);
            if (keys is not null && !keys.Select(static key => key.Id).SequenceEqual(shelf.Keys.Select(static key => key.Id), StringComparer.Ordinal))
            {
                SecurityLog.KeysTaken(_logger, shelf.Source.Name, string.Join(", ", keys.Select(static key => key.Id.Length > 0 ? key.Id : "(no id)")));
            }

            return new KeyShelf(shelf.Source, keys ?? shelf.Keys, _time.GetTimestamp());
        }
        catch (KeySourceException e)
        {
            // Asked again every few seconds, it would say the same each time.
            if (e.Message != shelf.Problem)
            {
                SecurityLog.KeysKept(_logger, shelf.Source.Name, e.Message);
            }

            return shelf with { Problem = e.Message };
        }
    }

    private SigningKeys Collect() => new([.. _shelves.SelectMany(static shelf => shelf.Keys), .. _ofThisRun is null ? [] : new[] { _ofThisRun }]);

    /// <summary>What a source had when it was read last.</summary>
    private sealed record KeyShelf(IKeySource Source, IReadOnlyList<SigningKey> Keys, long? ReadAt, string Problem = "");
}
