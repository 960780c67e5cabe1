/*
 * The monitor lease of one conversation, as src/domain/head/monitoring-transitions.ts declares it. Every write is one
 * atomic conditional update of the head; between reading its clock and that write an invocation may be delayed as
 * long as the scheduler likes, and any answer may be lost.
 *
 * Checked: I1 (never two supervisors who were told that they hold it now), I7 (nothing revives an expired lease, none
 * lives longer than LEASE after its holder was last seen), and the fence: it grows by one with each new holder, and
 * one fence has one holder for ever.
 *
 * Variants that must fail, to show that it can: -DCLAIM_ANYWAY, -DNO_FENCE, -DNO_EXPIRY, -DSEEN_GOES_BACK.
 */
#define SUPERVISORS 2
#ifndef RIVAL
#define RIVAL 1 /* operations of the second supervisor; 2 takes ten times as long */
#endif
#define LEASE 2       /* ticks */
#define END 4         /* the last tick */
#define FENCES 10

byte now = 1;

/* The head. */
byte holder = 0; /* supervisor, from 1; 0 is nobody */
byte fence = 0;
byte seen = 0;
byte expires = 0;
bool ended = false;

/* What each supervisor was told: the fence, and until when it is theirs. */
byte toldFence[SUPERVISORS + 1];
byte toldUntil[SUPERVISORS + 1];

/* Who was given each fence. */
byte holderOf[FENCES];

#ifdef CLAIM_ANYWAY
#define FREE(at) true
#else
#define FREE(at) (holder == 0 || expires <= at)
#endif
#ifdef NO_FENCE
#define SAME_FENCE(mine) true
#else
#define SAME_FENCE(mine) (fence == mine)
#endif
#ifdef NO_EXPIRY
#define LIVE(at) true
#else
#define LIVE(at) (expires > at)
#endif
#ifdef SEEN_GOES_BACK
#define NEWER(at) true
#else
#define NEWER(at) (seen <= at)
#endif
#define HOLDS(who, mine, at) (holder == who && SAME_FENCE(mine) && LIVE(at))

inline tell(who) {
  if
  :: toldFence[who] = fence; toldUntil[who] = expires
  :: skip /* the answer is lost */
  fi
}

inline untell(who) {
  toldFence[who] = 0;
  toldUntil[who] = 0
}

inline claim(who, at) {
  if
  :: !ended && FREE(at) ->
    fence++;
    assert(fence < FENCES && holderOf[fence] == 0);
    holderOf[fence] = who;
    holder = who;
    seen = at;
    expires = at + LEASE;
    tell(who)
  :: else
  fi
}

inline renew(who, mine, at) {
  if
  :: HOLDS(who, mine, at) && NEWER(at) ->
    assert(holderOf[mine] == who && mine == fence);
    assert(expires > at);
    seen = at;
    expires = at + LEASE;
    tell(who)
  :: HOLDS(who, mine, at) && !NEWER(at) -> tell(who)
  :: else -> if :: toldFence[who] == mine -> untell(who) :: else fi
  fi
}

inline release(who, mine, at) {
  /* Whoever asks for the end no longer counts on the lease, whatever the answer. */
  if :: toldFence[who] == mine -> untell(who) :: else fi;
  if
  :: HOLDS(who, mine, at) ->
    assert(holderOf[mine] == who && mine == fence);
    assert(expires > at);
    holder = 0
  :: else
  fi
}

/* One place where invocations of a supervisor run, one after the other. */
proctype Invocation(byte who; byte operations) {
  byte at;
  byte mine;
  do
  :: atomic {
      operations > 0 && now < END ->
      operations--;
      /* It begins: it reads its clock and is handed the session that its caller knows. */
      at = now;
      mine = toldFence[who]
    };
    /* Any time later its one write takes effect. */
    if
    :: atomic { claim(who, at); at = 0; mine = 0 }
    :: atomic { mine != 0 -> renew(who, mine, at); at = 0; mine = 0 }
    :: atomic { mine != 0 -> release(who, mine, at); at = 0; mine = 0 }
    fi
  :: else -> break
  od
}

proctype Sweeper() {
  byte at;
  byte met;
  /* It looks, and may act long after; the condition looks again. */
  atomic { at = now; met = fence };
  atomic {
    if
    :: holder != 0 && fence == met && expires <= at -> holder = 0
    :: else
    fi
  }
}

/* The monitored agent leaves or the conversation ends: the lease goes in the same write, and its holder is told. */
proctype Conversation() {
  atomic {
    if :: holder != 0 -> untell(holder); holder = 0 :: else fi
  };
  atomic {
    if :: holder != 0 -> untell(holder); holder = 0 :: else fi;
    ended = true
  }
}

proctype Clock() {
  do
  :: now < END -> now++
  :: else -> break
  od
}

#define BELIEVES(who) (toldFence[who] != 0 && toldUntil[who] > now)

proctype Invariants() {
  atomic {
    (BELIEVES(1) && BELIEVES(2)) || (holder != 0 && (expires > seen + LEASE || holderOf[fence] != holder)) ||
    (ended && holder != 0) ->
    assert(false)
  }
}

init {
  atomic {
    /* One supervisor has two invocations at a time: a retry, or a second tab. */
    run Invocation(1, 2);
    run Invocation(1, 2);
    run Invocation(2, RIVAL);
    run Sweeper();
    run Conversation();
    run Clock();
    run Invariants()
  }
}
