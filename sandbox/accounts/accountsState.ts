import { createHash } from "node:crypto";
import type { Environment, Location } from "../dataCenters";

const MINUTE_MS = 60_000;
const CODE_LIFETIME_MS = 2 * MINUTE_MS;
export const ACCESS_TOKEN_LIFETIME_S = 3600;
const REFRESH_TOKENS_PER_USER = 20;
const THROTTLE = { requests: 10, windowMs: 10 * MINUTE_MS };

/** An application registered in Zoho's API console. */
export interface OAuthClient {
  id: string;
  secret: string;
  kind: "server" | "self";
  /** Where the client is registered. Other data centers know it only with Multi-DC. */
  home: Location;
  multiDataCenter: boolean;
  /** If set, only these are accepted; otherwise any https or loopback address. */
  redirectUris?: readonly string[];
}

/** What a consent or a client-credentials request grants. */
export interface Grant {
  clientId: string;
  userId: string;
  scopes: readonly string[];
  location: Location;
  environment: Environment;
}

interface AuthorizationCode extends Grant {
  redirectUri: string;
  refreshable: boolean;
  expiresAt: number;
}

interface RefreshToken extends Grant {
  text: string;
  accessTokens: string[];
  requestTimes: number[];
}

export interface AccessToken extends Grant {
  expiresAt: number;
}

const CLIENTS: readonly OAuthClient[] = [
  {
    id: "1000.SANDBOX",
    secret: "sandbox-secret",
    kind: "server",
    home: "us",
    multiDataCenter: true,
  },
  {
    id: "1000.SINGLEDC",
    secret: "sandbox-secret",
    kind: "server",
    home: "us",
    multiDataCenter: false,
  },
  {
    id: "1000.SELFCLIENT",
    secret: "self-secret",
    kind: "self",
    home: "us",
    multiDataCenter: true,
  },
];

/** Clients, consents, codes and tokens of all accounts servers. */
export class AccountsState {
  private readonly codes = new Map<string, AuthorizationCode>();
  private readonly refreshTokens = new Map<string, RefreshToken>();
  private readonly accessTokens = new Map<string, AccessToken>();
  private readonly consents = new Set<string>();
  private issued = 0;

  client(id: string): OAuthClient | undefined {
    return CLIENTS.find((client) => client.id === id);
  }

  private newToken(kind: string): string {
    this.issued += 1;
    const hex = createHash("sha256").update(`${kind} ${this.issued}`).digest("hex");
    return `1000.${hex.slice(0, 32)}.${hex.slice(32)}`;
  }

  hasConsented(grant: Grant): boolean {
    return this.consents.has(consentKey(grant));
  }

  /**
   * A single-use code, valid for two minutes. `refreshable`: exchanging it yields a refresh token.
   */
  issueCode(grant: Grant, redirectUri: string, refreshable: boolean, now: number): string {
    const text = this.newToken("code");
    this.consents.add(consentKey(grant));
    this.codes.set(text, {
      ...grant,
      redirectUri,
      refreshable,
      expiresAt: now + CODE_LIFETIME_MS,
    });
    return text;
  }

  /** Looks up a code without consuming it; undefined if unknown, used or expired. */
  findCode(text: string, now: number): AuthorizationCode | undefined {
    const code = this.codes.get(text);
    return code && code.expiresAt > now ? code : undefined;
  }

  spendCode(text: string): void {
    this.codes.delete(text);
  }

  /** A user has at most 20 refresh tokens per client: the 21st revokes the oldest (facts 1.6). */
  issueRefreshToken(grant: Grant): string {
    const ofUser = [...this.refreshTokens.values()].filter(
      (token) => token.clientId === grant.clientId && token.userId === grant.userId,
    );
    const oldest = ofUser[0];
    if (oldest && ofUser.length >= REFRESH_TOKENS_PER_USER) this.revokeRefreshToken(oldest);
    const text = this.newToken("refresh");
    this.refreshTokens.set(text, { ...grant, text, accessTokens: [], requestTimes: [] });
    return text;
  }

  refreshToken(text: string): RefreshToken | undefined {
    return this.refreshTokens.get(text);
  }

  /** Whether another access token within ten minutes is refused; counts the request if not. */
  isThrottled(token: RefreshToken, now: number): boolean {
    const isRecent = (time: number): boolean => time > now - THROTTLE.windowMs && time <= now;
    token.requestTimes = token.requestTimes.filter(isRecent);
    if (token.requestTimes.length >= THROTTLE.requests) return true;
    token.requestTimes.push(now);
    return false;
  }

  /** Only the newest `maxActive` access tokens of a refresh token stay valid. */
  issueAccessToken(grant: Grant, now: number, parent?: RefreshToken, maxActive = 10): string {
    const text = this.newToken("access");
    const { clientId, userId, scopes, location, environment } = grant;
    const expiresAt = now + ACCESS_TOKEN_LIFETIME_S * 1000;
    this.accessTokens.set(text, { clientId, userId, scopes, location, environment, expiresAt });
    if (parent) {
      parent.accessTokens.push(text);
      const dead = parent.accessTokens.splice(0, parent.accessTokens.length - maxActive);
      for (const old of dead) this.accessTokens.delete(old);
    }
    return text;
  }

  accessToken(text: string, now: number): AccessToken | undefined {
    const token = this.accessTokens.get(text);
    return token && token.expiresAt > now ? token : undefined;
  }

  /** Revokes a refresh token and its access tokens, or one access token. False if unknown. */
  revoke(text: string): boolean {
    const refreshToken = this.refreshTokens.get(text);
    if (!refreshToken) return this.accessTokens.delete(text);
    this.revokeRefreshToken(refreshToken);
    return true;
  }

  private revokeRefreshToken(token: RefreshToken): void {
    for (const accessToken of token.accessTokens) this.accessTokens.delete(accessToken);
    this.refreshTokens.delete(token.text);
  }
}

const consentKey = (grant: Grant): string =>
  [grant.clientId, grant.userId, grant.location, grant.environment].join(" ");

/** Whether the accounts server of this data center knows the client. */
export const isKnownAt = (client: OAuthClient, location: Location): boolean =>
  client.multiDataCenter || client.home === location;
