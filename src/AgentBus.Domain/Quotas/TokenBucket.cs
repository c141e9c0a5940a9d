using AgentBus.Model;

namespace AgentBus.Domain.Quotas;

/// <summary>
/// A token bucket: it refills by a rate up to a burst, and each message takes one token. Over any span of t seconds it gives at most
/// <c>burst + rate · t</c> tokens. Time is an argument; time that runs backwards refills nothing. Thread-safe.
/// </summary>
public sealed class TokenBucket
{
    private static readonly TimeSpan LongestAdvice = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private double _rate;
    private double _burst;
    private double _tokens;
    private DateTimeOffset _last;

    /// <summary>Makes a full bucket.</summary>
    /// <param name="rate">Tokens a second; infinity: no limit; 0: no refill.</param>
    /// <param name="burst">Tokens at once; where there is a rate, at least 1.</param>
    /// <param name="now">The time.</param>
    public TokenBucket(double rate, double burst, DateTimeOffset now)
    {
        _rate = CheckedRate(rate);
        _burst = CheckedBurst(rate, burst);
        _tokens = _burst;
        _last = now;
    }

    /// <summary>The bucket of one agent.</summary>
    public static TokenBucket ForAgent(QuotaSettings quota, DateTimeOffset now) =>
        new(QuotaShares.AgentRate(quota), quota.AgentBurst, now);

    /// <summary>The bucket of a tenant on a silo that may spend this part of its rate (0 to 1).</summary>
    public static TokenBucket ForTenant(QuotaSettings quota, double share, DateTimeOffset now) =>
        new(QuotaShares.TenantRate(quota, share), QuotaShares.TenantBurst(quota, share), now);

    /// <summary>Another bucket that holds as much now: what is taken out of one is not missing in the other.</summary>
    public TokenBucket Copy()
    {
        lock (_gate)
        {
            return new TokenBucket(_rate, _burst, _last) { _tokens = _tokens };
        }
    }

    /// <summary>Takes a new rate and burst from now on; tokens beyond the new burst are lost, and none are won.</summary>
    public void Configure(double rate, double burst, DateTimeOffset now)
    {
        lock (_gate)
        {
            Refill(now);
            _rate = CheckedRate(rate);
            _burst = CheckedBurst(rate, burst);
            _tokens = Math.Min(_tokens, _burst);
        }
    }

    /// <summary>Takes a token.</summary>
    /// <param name="now">The time.</param>
    /// <param name="left">What is left; infinity where there is no limit.</param>
    /// <param name="retryAfter">When to try again; zero where a token was taken. At most a minute.</param>
    public bool TryTake(DateTimeOffset now, out double left, out TimeSpan retryAfter)
    {
        lock (_gate)
        {
            retryAfter = TimeSpan.Zero;
            if (double.IsPositiveInfinity(_rate))
            {
                left = double.PositiveInfinity;
                return true;
            }

            Refill(now);
            if (_tokens >= 1)
            {
                left = --_tokens;
                return true;
            }

            left = _tokens;
            var seconds = (1 - _tokens) / _rate;
            retryAfter = seconds < LongestAdvice.TotalSeconds ? TimeSpan.FromSeconds(seconds) : LongestAdvice;
            return false;
        }
    }

    /// <summary>Gives back a token that was taken for nothing.</summary>
    public void Return()
    {
        lock (_gate)
        {
            _tokens = Math.Min(_tokens + 1, _burst);
        }
    }

    private static double CheckedRate(double rate) =>
        rate >= 0 ? rate : throw new ArgumentOutOfRangeException(nameof(rate), rate, "A rate is 0 or more.");

    // A bucket that refills but never holds a whole token would refuse for ever.
    private static double CheckedBurst(double rate, double burst) =>
        burst >= 0 ? Math.Max(burst, rate > 0 ? 1 : 0) : throw new ArgumentOutOfRangeException(nameof(burst), burst, "A burst is 0 or more.");

    private void Refill(DateTimeOffset now)
    {
        var elapsed = now - _last;
        if (elapsed > TimeSpan.Zero)
        {
            _tokens = Math.Min(_burst, _tokens + (elapsed.TotalSeconds * _rate));
            _last = now;
        }
    }
}
